import { type Usage, usageBetween } from './host/meter.ts';
import { median } from './report/statistics.ts';

/** What a host had used when this many were done. */
export interface Mark {
  done: number;
  /** Of the host and its engine. */
  processorMs: number;
  usage: Readonly<Record<string, Usage>>;
}

/** What each of many alike uses, whatever else the machine does meanwhile. */
export interface Work {
  tableRequests: number;
  /** Where the host does nothing else meanwhile. */
  processorMs?: number;
}

export const PARTS = 6;

/**
 * Takes a mark at the beginning and whenever another sixth is done.
 * @param total that is done in the end
 * @param doneTo waits until so many are
 */
export async function marksDuring(
  total: number,
  doneTo: (count: number) => Promise<unknown>,
  mark: () => Promise<Mark>,
): Promise<Mark[]> {
  const marks = [await mark()];
  const [{ done: before } = { done: 0 }] = marks;
  for (let part = 1; part <= PARTS; part++) {
    await doneTo(before + Math.ceil(((total - before) * part) / PARTS));
    marks.push(await mark());
  }
  return marks;
}

/** What functions of these names took for each that was done between two marks; marks that lie close together are one. */
export function workOf(marks: readonly Mark[], names: readonly string[]): Required<Work>[] {
  const apart = marksApart(marks);
  return apart.slice(1).map((mark, at) => {
    const before = apart[at] ?? mark;
    const done = Math.max(1, mark.done - before.done);
    return {
      tableRequests: usageBetween(before.usage, mark.usage, names).tableRequests / done,
      processorMs: (mark.processorMs - before.processorMs) / done,
    };
  });
}

/** At least half of what they would be apart if they were even. */
function marksApart(marks: readonly Mark[]): Mark[] {
  const [first, last] = [marks[0], marks.at(-1)];
  if (first === undefined || last === undefined) return [];
  const least = (last.done - first.done) / (marks.length - 1) / 2;
  const apart = [first];
  for (const mark of marks)
    if (mark.done - (apart.at(-1)?.done ?? 0) >= least && mark !== first) apart.push(mark);
  return apart.at(-1) === last || apart.length === 1 ? apart : [...apart.slice(0, -1), last];
}

/** How much more the last ones may take than those before them. */
const MORE = { tableRequests: 1.25, processorMs: 1.5 } as const;

/**
 * Whether each takes more and more the longer it goes on: the last third against the median of what comes before it, but
 * for the first part, which holds the start. Not by their pace, which other work of the machine makes uneven.
 */
export function slowsDown(parts: readonly Work[]): boolean {
  const late = parts.slice(-Math.max(1, Math.round(parts.length / 3)));
  const early = parts.slice(1, parts.length - late.length);
  if (early.length === 0) return false;
  return (['tableRequests', 'processorMs'] as const).some((of) => {
    const lateMean = late.reduce((sum, { [of]: taken = 0 }) => sum + taken, 0) / late.length;
    return lateMean > median(early.map(({ [of]: taken = 0 }) => taken)) * MORE[of];
  });
}
