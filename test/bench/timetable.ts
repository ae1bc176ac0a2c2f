import type { Part } from './parts.ts';

/** How far a run is. */
export interface Timetable {
  begin(part: string): void;
  /** `2 of 7: cost, about 5 min left` */
  where(): string;
}

type Timed = Readonly<{ name: string; seconds: number }>;

/**
 * Estimates when a run ends, from what its parts take elsewhere and how much longer they have taken here.
 * @param now milliseconds
 */
export function createTimetable(parts: readonly Timed[], now: () => number = Date.now): Timetable {
  const started = now();
  let [at, since] = [0, started];
  const sum = (some: readonly Timed[]) => some.reduce((total, { seconds }) => total + seconds, 0);
  return {
    begin(part) {
      at = parts.findIndex(({ name }) => name === part);
      since = now();
    },
    where() {
      const current = parts[at];
      if (current === undefined) return '';
      const done = sum(parts.slice(0, at));
      // The pace of what is done already; without any, that of elsewhere.
      const pace = done === 0 ? 1 : (since - started) / 1000 / done;
      const inPart = Math.max(current.seconds * pace - (now() - since) / 1000, 0);
      const left = inPart + sum(parts.slice(at + 1)) * pace;
      return `${at + 1} of ${parts.length}: ${current.name}, ${inWords(left)} left`;
    },
  };
}

const inWords = (seconds: number): string =>
  seconds < 60 ? 'less than a minute' : `about ${Math.ceil(seconds / 60)} min`;

export const timed = (parts: readonly Part[], plan: keyof Part['seconds']): Timed[] =>
  parts.map(({ name, seconds }) => ({ name, seconds: seconds[plan] }));
