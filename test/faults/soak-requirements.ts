import type { Report } from './run-faults.ts';

/** Real seconds from the end of the load until nothing is under way any more. */
const MAX_DRAIN_SECONDS = 600;
/** Longer loads leave more events for the endpoints that are slow on purpose. */
const MAX_MINUTES = 10;
/** A shorter load may miss some of the tasks by chance. */
const MIN_MINUTES = 5;

/** What the load must have caused, by the name of its count. */
const required = {
  'secrets rotated': 'No signing secret was rotated',
  'endpoints disabled by their receivers': 'No receiver had its endpoint disabled',
  'tasks done: disableAndRecover': 'No endpoint was disabled by its tenant',
  'webhooks recovered': 'No webhook was recovered',
} as const;

/** In words, what a soak must show besides holding the invariants, and did not. */
export function unmetRequirements(
  { counts, seconds }: Pick<Report, 'counts' | 'seconds'>,
  minutes: number,
): string[] {
  const isSlow = minutes <= MAX_MINUTES && seconds.drain > MAX_DRAIN_SECONDS;
  const missing = minutes < MIN_MINUTES ? [] : Object.entries(required).filter(([name]) => !counts[name]);
  return [
    ...(isSlow
      ? [`It took ${seconds.drain} s until nothing was under way, ${MAX_DRAIN_SECONDS} s are allowed`]
      : []),
    ...missing.map(([, what]) => what),
  ];
}
