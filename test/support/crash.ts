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

/** The same port, every call of which is a step after which the process may die. */
export function crashing<Port extends object>(port: Port, point: CrashPoint): Port {
  return new Proxy(port, {
    get(target, property, receiver) {
      const member: unknown = Reflect.get(target, property, receiver);
      if (typeof member !== 'function') return member;
      return async (...given: unknown[]) => {
        if (point.stepsLeft === 0) throw new Crash('The process is dead');
        const result: unknown = await member.apply(target, given);
        point.taken++;
        if (point.stepsLeft === undefined) return result;
        point.stepsLeft--;
        if (point.stepsLeft === 0) throw new Crash(`Died after ${String(property)}`);
        return result;
      };
    },
  });
}
