import type { FastClock } from './fast-clock.ts';

/** What happened during a run: a history for each id, and a count for each kind of thing. */
export interface Journal {
  /** Adds a line to the history of one id. */
  record(id: string, line: string): void;
  /** Adds a line to the history of every id in a text, such as the body of a request. */
  recordForIdsIn(text: string, line: string): void;
  count(what: string): void;
  counts(): Readonly<Record<string, number>>;
  /** The histories of these ids, merged in the order of time. */
  historyOf(...ids: string[]): string[];
}

const IDS = /\b(?:evt|whd|call|ord|txn|tmp)_[0-9a-z]{26,40}\b/g;
/** A batch of the relay holds about a hundred events: a line for each of them would say nothing about any. */
const MAX_IDS = 40;
const MAX_LINES_PER_ID = 60;

export function createJournal(clock: FastClock): Journal {
  const histories = new Map<string, string[]>();
  const counters = new Map<string, number>();
  const record = (id: string, line: string): void => {
    const history = histories.get(id) ?? [];
    if (history.length < MAX_LINES_PER_ID) history.push(`${new Date(clock.now()).toISOString()} ${line}`);
    histories.set(id, history);
  };
  return {
    record,
    recordForIdsIn(text, line) {
      const ids = new Set(text.match(IDS));
      if (ids.size > MAX_IDS) return;
      for (const id of ids) record(id, line);
    },
    count: (what) => void counters.set(what, (counters.get(what) ?? 0) + 1),
    counts: () => Object.fromEntries([...counters].sort()),
    historyOf: (...ids) => ids.flatMap((id) => histories.get(id) ?? []).sort(),
  };
}
