/** A clock that runs ahead of the machine's, the same for all who know when it started. */
export interface FastClock {
  /** Milliseconds since 1970 on this clock. */
  now(): number;
  /** How long so many of its milliseconds take. */
  realMs(milliseconds: number): number;
  /** Arguments for a Node process that is to live by it. */
  execArgv: readonly string[];
}

/** @param factor how many times faster it runs from `origin` on, where it shows the machine's time */
export function fastClock(factor: number, origin: number, real: () => number = Date.now): FastClock {
  const preload = new URL('./fast-clock-preload.ts', import.meta.url);
  preload.search = new URLSearchParams({ factor: String(factor), origin: String(origin) }).toString();
  return {
    now: () => Math.floor(origin + (real() - origin) * factor),
    realMs: (milliseconds) => milliseconds / factor,
    execArgv: ['--import', preload.href],
  };
}
