import { subscribe } from 'node:diagnostics_channel';
import { currentFunction } from '../../../infra/local/functions/environment.ts';
import { INVOCATIONS } from '../../../infra/local/functions/runtime.ts';
import { ROUND_TRIPS, type RoundTrip } from '../../../shared/adapters/dynamo/sdk/meter.ts';
import { QUEUE_REQUESTS } from '../../../shared/adapters/queues/client.ts';

/** What a function takes of AWS. */
export interface Usage {
  invocations: number;
  /** Requests to DynamoDB, and what they consume. */
  tableRequests: number;
  readUnits: number;
  writeUnits: number;
  /** Requests to SQS by the function itself. */
  sends: number;
}

const none = (): Usage => ({ invocations: 0, tableRequests: 0, readUnits: 0, writeUnits: 0, sends: 0 });

/** Counts what the functions of this process take from now on. @returns what they took until then, by name */
export function startMeter(): () => Record<string, Usage> {
  const byName = new Map<string, Usage>();
  const of = (name: string): Usage => {
    const usage = byName.get(name) ?? none();
    byName.set(name, usage);
    return usage;
  };
  subscribe(INVOCATIONS, (name) => {
    of(String(name)).invocations++;
  });
  subscribe(ROUND_TRIPS, (message) => {
    const name = currentFunction()?.functionName;
    if (name === undefined) return;
    const { readUnits, writeUnits } = message as RoundTrip;
    const usage = of(name);
    usage.tableRequests++;
    usage.readUnits += readUnits;
    usage.writeUnits += writeUnits;
  });
  subscribe(QUEUE_REQUESTS, () => {
    const name = currentFunction()?.functionName;
    if (name !== undefined) of(name).sends++;
  });
  return () => Object.fromEntries([...byName].map(([name, usage]) => [name, { ...usage }]));
}

/** What each function took between two readings. */
export const usageSince = (
  before: Readonly<Record<string, Usage>>,
  after: Readonly<Record<string, Usage>>,
): Record<string, Usage> =>
  Object.fromEntries(
    Object.entries(after).map(([name, usage]) => {
      const taken = none();
      for (const key of keysOf(taken)) taken[key] = usage[key] - (before[name]?.[key] ?? 0);
      return [name, taken];
    }),
  );

const keysOf = (usage: Usage) => Object.keys(usage) as (keyof Usage)[];

/** What functions of these names took between two readings, all together. */
export function usageBetween(
  before: Readonly<Record<string, Usage>>,
  after: Readonly<Record<string, Usage>>,
  names: readonly string[],
): Usage {
  const sum = none();
  for (const [name, usage] of Object.entries(usageSince(before, after))) {
    if (!names.some((end) => name.endsWith(`-${end}`))) continue;
    for (const key of keysOf(sum)) sum[key] += usage[key];
  }
  return sum;
}
