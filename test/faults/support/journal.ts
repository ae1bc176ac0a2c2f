import type { AwsCall } from '../aws/request-faults.ts';
import type { FastClock } from './fast-clock.ts';

/** What happened, by the ids that it was about, and how often of each kind. */
export interface Journal {
  /** A request to the table or a queue, and what became of it. */
  note(call: AwsCall, result: string): void;
  /** Anything else about an id. */
  say(id: string, what: string): void;
  count(what: string): void;
  counts(): Readonly<Record<string, number>>;
  historyOf(...ids: string[]): string[];
}

const IDS = /\b(?:evt|whd|call|ord|txn|tmp)_[0-9a-z]{26,40}\b/g;
/** A relay's batch is about a hundred events at once; more than these tell nothing. */
const MOST_IDS = 40;
const MOST_LINES = 60;

export function createJournal(clock: FastClock): Journal {
  const lines = new Map<string, string[]>();
  const counted = new Map<string, number>();
  const say = (id: string, what: string): void => {
    const known = lines.get(id) ?? [];
    if (known.length < MOST_LINES) known.push(`${new Date(clock.now()).toISOString()} ${what}`);
    lines.set(id, known);
  };
  return {
    say,
    note({ service, operation, caller, body }, result) {
      const ids = new Set(body.match(IDS));
      if (ids.size > MOST_IDS) return;
      for (const id of ids) say(id, `${caller} ${service} ${operation}: ${result}`);
    },
    count: (what) => void counted.set(what, (counted.get(what) ?? 0) + 1),
    counts: () => Object.fromEntries([...counted].sort()),
    historyOf: (...ids) => ids.flatMap((id) => lines.get(id) ?? []).sort(),
  };
}
