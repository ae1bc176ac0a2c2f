import { scaledCount } from './time/patience.ts';

/** The process died here: nothing that follows ran, everything before it is stored. */
export class Crash extends Error {}

/** How many more steps pass until the process dies, right after the last of them; undefined for never. */
export interface CrashPoint {
  stepsLeft: number | undefined;
  /** Steps that were taken in all. */
  taken: number;
}

export const neverCrash = (): CrashPoint => ({ stepsLeft: undefined, taken: 0 });
export const crashAfter = (steps: number): CrashPoint => ({ stepsLeft: steps, taken: 0 });

/**
 * Runs what dies after its first step, what dies after its second, and so on until one lives; several at a time, as
 * each waits for the engine most of its time: so each needs data of its own.
 * @param run answers whether it died
 * @param first the first step to die after
 * @param atOnce 1 where runs would meet, as in a sweep
 * @returns the step after which the one that lived would have died
 */
export async function dyingAfterEachStep(
  run: (point: CrashPoint, step: number) => Promise<boolean>,
  { first = 1, atOnce = scaledCount(5) } = {},
): Promise<number> {
  for (let next = first; ; next += atOnce) {
    const steps = Array.from({ length: atOnce }, (_, index) => next + index);
    const died = await Promise.all(steps.map((step) => run(crashAfter(step), step)));
    const lived = died.indexOf(false);
    if (lived !== -1) return next + lived;
  }
}

/**
 * Runs whole, and then dies once after each step that this took; several at a time, so each needs data of its own.
 * @param run gets the step that it dies after; none when it is to run whole
 * @returns how many steps it takes whole
 */
export async function dyingAfterAnyStep(
  run: (point: CrashPoint, step?: number) => Promise<unknown>,
  atOnce = scaledCount(5),
): Promise<number> {
  const whole = neverCrash();
  await run(whole);
  const steps = Array.from({ length: whole.taken }, (_, index) => index + 1);
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (let step = steps.shift(); step !== undefined; step = steps.shift())
        await run(crashAfter(step), step);
    }),
  );
  return whole.taken;
}

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
