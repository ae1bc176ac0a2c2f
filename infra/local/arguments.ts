import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

export interface StartArguments {
  port: number;
  dataDir?: string;
  speed: number;
  /** Shows everything that functions log, not only warnings and errors. */
  logs: boolean;
  /** Leaves the demo tenant without its sample day. */
  empty: boolean;
}

export const usage = `Usage: npm start -- [--data DIR] [--speed N] [--empty] [--logs]

  --data DIR   keep everything in DIR, across stops, crashes and starts (default: in memory)
  --speed N    retries, call attempts and sweeps pass N times faster (default: 1)
  --empty      leave the demo tenant without the orders of its sample day
  --logs       print everything the functions log, not only warnings and errors

Environment:
  PORT               the port to serve on (default: 3000; 0 takes a free one)
  ADMIN_API_KEY      the admin key (default: one is made and printed)
  RECADO_ENGINE      dynoxide or dynamodb-local (default: dynoxide where it has a build, else dynamodb-local)
  DYNAMODB_ENDPOINT  a DynamoDB that runs already, instead of an engine of our own
  DIRECT_REQUESTS    off sends every request of the functions to AWS through the whole SDK
  RECADO_SOURCE_MAPS 1 bundles the functions with source maps, so that breakpoints in the sources work`;

/** The command line is invalid; the message says why. */
export class UsageError extends Error {
  override name = 'UsageError';
}

/** @throws UsageError */
export function readArguments(
  given: readonly string[],
  environment: NodeJS.ProcessEnv,
): StartArguments | 'help' {
  const { data, speed, logs, empty, help } = parse(given);
  if (help) return 'help';
  const port = Number(environment.PORT || 3000);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new UsageError(`PORT must be a number from 0 to 65535, not ${environment.PORT}`);
  const times = Number(speed ?? 1);
  if (speed === '' || !Number.isFinite(times) || times <= 0)
    throw new UsageError(`--speed must be a number above 0, not ${speed}`);
  if (data === '') throw new UsageError('--data must be a folder');
  const flags = { logs: logs ?? false, empty: empty ?? false };
  return { port, speed: times, ...flags, ...(data !== undefined && { dataDir: resolve(data) }) };
}

function parse(given: readonly string[]) {
  try {
    return parseArgs({
      args: [...given],
      options: {
        data: { type: 'string' },
        speed: { type: 'string' },
        logs: { type: 'boolean' },
        empty: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
