import { randomUUID } from 'node:crypto';
import { channel } from 'node:diagnostics_channel';
import { existsSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import type { FunctionDeclaration } from '../assembly/declared.ts';
import { runAs } from './environment.ts';

/** The parts of Lambda's context object. */
export interface LambdaContext {
  functionName: string;
  functionVersion: string;
  invokedFunctionArn: string;
  memoryLimitInMB: string;
  awsRequestId: string;
  logGroupName: string;
  logStreamName: string;
  callbackWaitsForEmptyEventLoop: boolean;
  getRemainingTimeInMillis(): number;
}

/** Each invocation is published here with the function's name: a channel of `node:diagnostics_channel`. */
export const INVOCATIONS = 'recado:invocations';
const invocations = channel(INVOCATIONS);

type Handler = (event: unknown, context: LambdaContext) => unknown;

class FunctionTimedOut extends Error {
  constructor(name: string, seconds: number) {
    super(`${name}: Task timed out after ${seconds.toFixed(2)} seconds`);
    this.name = 'FunctionTimedOut';
  }
}

/** A Lambda function inside this process. */
export interface LocalFunction {
  name: string;
  arn: string;
  timeoutSeconds: number;
  /** Loads its module, once. @throws what the module throws at its start */
  load(): Promise<void>;
  /** @throws FunctionTimedOut; whatever the handler throws */
  invoke(event: unknown): Promise<unknown>;
}

export interface FunctionSetting {
  /** The environment of every function in addition to what the stack declares. */
  environment: Readonly<Record<string, string>>;
  /** Receives its output. */
  log: (functionName: string, text: string) => void;
  /** Called after each invocation, also a failed one. */
  finished: () => void;
}

export function createFunction(declaration: FunctionDeclaration, setting: FunctionSetting): LocalFunction {
  const { name, arn, timeoutSeconds, memoryMb } = declaration;
  const as = {
    functionName: name,
    log: (text: string) => setting.log(name, text),
    environment: {
      ...setting.environment,
      ...declaration.environment,
      AWS_LAMBDA_FUNCTION_NAME: name,
      AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(memoryMb),
      AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${name}`,
      AWS_LAMBDA_LOG_STREAM_NAME: 'local',
    },
  };
  const instance = instances++;
  let handler: Promise<Handler> | undefined;

  const find = async (): Promise<Handler> => {
    const path = ['.mjs', '.js', '.cjs']
      .map((end) => declaration.module + end)
      .find((file) => existsSync(file));
    if (path === undefined) throw new Error(`${name}: there is no ${declaration.module}.mjs or .js`);
    // A module of its own for each function of each host: its environment is read once, when it starts.
    const url = `${pathToFileURL(path).href}?${instance}`;
    const module = (await runAs(as, () => import(url))) as Record<string, unknown>;
    const found = module[declaration.exportName];
    if (typeof found !== 'function') throw new Error(`${name}: ${path} exports no ${declaration.exportName}`);
    return found as Handler;
  };

  const loaded = (): Promise<Handler> => {
    handler ??= oneAtATime(find);
    return handler;
  };

  return {
    name,
    arn,
    timeoutSeconds,
    load: async () => void (await loaded()),
    async invoke(event) {
      const handle = await loaded();
      invocations.publish(name);
      const deadline = performance.now() + timeoutSeconds * 1000;
      const context: LambdaContext = {
        functionName: name,
        functionVersion: '$LATEST',
        invokedFunctionArn: arn,
        memoryLimitInMB: String(memoryMb),
        awsRequestId: randomUUID(),
        logGroupName: `/aws/lambda/${name}`,
        logStreamName: 'local',
        callbackWaitsForEmptyEventLoop: true,
        getRemainingTimeInMillis: () => Math.max(0, Math.round(deadline - performance.now())),
      };
      try {
        return await new Promise<unknown>((resolve, reject) => {
          const timer = setTimeout(
            () => reject(new FunctionTimedOut(name, timeoutSeconds)),
            timeoutSeconds * 1000,
          );
          const settle = (end: (value: unknown) => void) => (value: unknown) => {
            clearTimeout(timer);
            end(value);
          };
          runAs(as, async () => handle(event, context)).then(settle(resolve), settle(reject));
        });
      } finally {
        setting.finished();
      }
    },
  };
}

let instances = 0;
let queue: Promise<unknown> = Promise.resolve();

/** Modules start one after another, as two that start at once would share the machine's two cores for nothing. */
function oneAtATime<Result>(run: () => Promise<Result>): Promise<Result> {
  const turn = queue.then(run);
  queue = turn.catch(() => {});
  return turn;
}
