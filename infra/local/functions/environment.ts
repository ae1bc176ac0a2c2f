import { AsyncLocalStorage } from 'node:async_hooks';

/** A function that runs inside this process. */
export interface Running {
  functionName: string;
  environment: Readonly<Record<string, string>>;
  /** Receives its standard output and error. */
  log: (text: string) => void;
}

const running = new AsyncLocalStorage<Running>();
let diverted = false;

/** The function on whose behalf the caller runs, if any. */
export const currentFunction = (): Running | undefined => running.getStore();

/**
 * Runs something as a function: inside it `process.env` is that function's environment and nothing else, at its start
 * and at any later moment, and its output goes to its log, however many functions run at the same time.
 */
export function runAs<Result>(as: Running, run: () => Result): Result {
  if (!diverted) {
    diverted = true;
    divertEnvironment();
    divertOutput();
  }
  return running.run(as, run);
}

/** Puts a view in front of `process.env` that shows each function its own; everyone else sees the process's. */
function divertEnvironment(): void {
  const real = process.env;
  const seen = () => running.getStore()?.environment ?? real;
  process.env = new Proxy(real, {
    get: (_, name) => Reflect.get(seen(), name),
    has: (_, name) => Reflect.has(seen(), name),
    ownKeys: () => Reflect.ownKeys(seen()),
    getOwnPropertyDescriptor: (_, name) => {
      const value: unknown = Reflect.get(seen(), name);
      return typeof name === 'string' && value !== undefined
        ? { value, writable: true, enumerable: true, configurable: true }
        : undefined;
    },
    set: (_, name, value) => Reflect.set(seen(), name, value),
    deleteProperty: (_, name) => Reflect.deleteProperty(seen(), name),
  });
}

function divertOutput(): void {
  for (const stream of [process.stdout, process.stderr]) {
    const write = stream.write.bind(stream) as (...given: unknown[]) => boolean;
    stream.write = (...given: unknown[]) => {
      const from = running.getStore();
      if (!from) return write(...given);
      // Outside of the function: the receiver of its text may well write it to this very stream.
      running.exit(() => from.log(String(given[0])));
      for (const part of given) if (typeof part === 'function') part();
      return true;
    };
  }
}
