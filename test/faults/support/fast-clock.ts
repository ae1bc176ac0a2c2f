/** A clock that runs faster than the machine's. Processes that start it with the same factor and origin agree on the time. */
export interface FastClock {
  /** Milliseconds since 1970 on this clock. */
  now(): number;
  /** Converts a duration on this clock into real milliseconds. */
  realMs(milliseconds: number): number;
  /** Arguments for a Node process that is to run on this clock. */
  execArgv: readonly string[];
}

/**
 * @param factor how many times faster than real time it runs
 * @param origin when it showed the real time, in milliseconds since 1970
 */
export function fastClock(factor: number, origin: number, real: () => number = Date.now): FastClock {
  const preload = new URL('./fast-clock-preload.ts', import.meta.url);
  preload.search = new URLSearchParams({ factor: String(factor), origin: String(origin) }).toString();
  return {
    now: () => Math.floor(origin + (real() - origin) * factor),
    realMs: (milliseconds) => milliseconds / factor,
    execArgv: ['--import', preload.href],
  };
}
