/** The process died here: nothing that follows ran, everything before it stands. */
export class Crash extends Error {}

/** How many more steps pass until the process dies, right after the last of them; undefined for never. */
export interface CrashPoint {
  stepsLeft: number | undefined;
  /** Steps that were taken in all. */
  taken: number;
}

export const neverCrash = (): CrashPoint => ({ stepsLeft: undefined, taken: 0 });
export const crashAfter = (steps: number): CrashPoint => ({ stepsLeft: steps, taken: 0 });

/** The same port, every call of which is a step after which the process may die; reading a page of a query is one too. */
export function crashing<Port extends object>(port: Port, point: CrashPoint): Port {
  const alive = (): void => {
    if (point.stepsLeft === 0) throw new Crash('The process is dead');
  };
  const step = (name: PropertyKey): void => {
    point.taken++;
    if (point.stepsLeft === undefined) return;
    point.stepsLeft--;
    if (point.stepsLeft === 0) throw new Crash(`Died after ${String(name)}`);
  };
  return new Proxy(port, {
    get(target, name, receiver) {
      const member: unknown = Reflect.get(target, name, receiver);
      if (typeof member !== 'function') return member;
      return (...given: unknown[]) => {
        const call = (): unknown => member.apply(target, given);
        return isGenerator(member) ? pages(call() as AsyncIterable<unknown>) : once(call);
      };
      async function once(call: () => unknown): Promise<unknown> {
        alive();
        const result = await call();
        step(name);
        return result;
      }
      async function* pages(items: AsyncIterable<unknown>): AsyncGenerator<unknown> {
        alive();
        yield* items;
        step(name);
      }
    },
  });
}

const AsyncGeneratorFunction = Object.getPrototypeOf(async function* () {}).constructor as new () => object;
const isGenerator = (member: object): boolean => member instanceof AsyncGeneratorFunction;
