import { fastClock } from './fast-clock.ts';

/*
 * Preloaded into a process (`--import`), it puts the whole process on a fast clock: dates, timers and durations. Claims,
 * visibility timeouts, deadlines, retries and schedules keep their configured lengths and proportions, and a minute of
 * them passes in seconds. Short timers keep their real length, and so does what Node's network stack times internally:
 * they pace polls, connections and retries on a machine that is no faster than before.
 */
const SHORT_TIMER_MS = 5000;

const { searchParams } = new URL(import.meta.url);
const factor = Number(searchParams.get('factor'));
const clock = fastClock(factor, Number(searchParams.get('origin')), Date.now.bind(Date));

Date.now = clock.now;
globalThis.Date = new Proxy(Date, {
  construct: (target, args, newTarget) =>
    Reflect.construct(target, args.length === 0 ? [clock.now()] : args, newTarget) as Date,
});

const performanceNow = performance.now.bind(performance);
performance.now = () => performanceNow() * factor;

for (const name of ['setTimeout', 'setInterval'] as const) {
  const original = globalThis[name] as (...args: unknown[]) => unknown;
  const faster = (run: unknown, milliseconds = 0, ...rest: unknown[]): unknown =>
    original(
      run,
      Number(milliseconds) > SHORT_TIMER_MS ? Number(milliseconds) / factor : milliseconds,
      ...rest,
    );
  Object.assign(globalThis, { [name]: Object.assign(faster, original) });
}
