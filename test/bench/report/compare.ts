/** A number of two runs. */
export interface Compared {
  /** `scaling.requests.0.get-order.readUnits`: the names on the way to it, and what distinguishes the entries of a list. */
  name: string;
  before: number;
  now: number;
  /** Of now to before. */
  ratio: number;
}

/** What distinguishes the entries of a list, where they have it. */
const NAMES = ['endpoint', 'request', 'function', 'name', 'failing', 'regions'] as const;

/** The options of a run and where it ran: no results. */
const NO_RESULTS: ReadonlySet<string> = new Set(['at', 'machine', 'plan', 'sizes', 'leftOut', 'limits']);

/** Every number of the results of a run, by its name. */
export function numbersOf(results: object): Map<string, number> {
  const numbers = new Map<string, number>();
  collect(results, [], numbers);
  return numbers;
}

function collect(value: unknown, path: readonly string[], numbers: Map<string, number>): void {
  if (typeof value === 'number') numbers.set(path.join('.'), value);
  if (typeof value !== 'object' || value === null) return;
  for (const [key, entry] of Object.entries(value)) {
    if (path.length < 2 && NO_RESULTS.has(key)) continue;
    collect(entry, [...path, Array.isArray(value) ? nameOf(entry, key) : key], numbers);
  }
}

function nameOf(entry: unknown, index: string): string {
  if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) return index;
  const parts = NAMES.flatMap((name) => (name in entry ? [String(entry[name as keyof typeof entry])] : []));
  return parts.filter((part) => part !== '').join(' ') || index;
}

/** Something that two runs measured under differently. */
export interface Unlike {
  /** `plan.orders`, `machine.cpus` */
  setting: string;
  /** Undefined in a run that did not say so. */
  before: string | undefined;
  now: string | undefined;
}

export interface Comparison {
  /** Their numbers may differ for these alone. */
  unlike: Unlike[];
  /** Those that differ by more than the share, the largest differences first. */
  different: Compared[];
  /** How many do not. */
  alike: number;
  /** Names that only one of the runs has: parts that were left out, and what is new or gone. */
  onlyBefore: string[];
  onlyNow: string[];
}

/** @param share what counts as a difference: 0.1 is a tenth more or less */
export function compareRuns(before: object, now: object, share = 0.1): Comparison {
  const [older, newer] = [numbersOf(before), numbersOf(now)];
  const both = [...newer].flatMap(([name, value]): Compared[] => {
    const earlier = older.get(name);
    return earlier === undefined
      ? []
      : [{ name, before: earlier, now: value, ratio: ratioOf(value, earlier) }];
  });
  const distance = ({ ratio }: Compared) => Math.abs(Math.log(ratio));
  const different = both.filter((one) => distance(one) > Math.log(1 + share));
  return {
    unlike: unlikeOf(before, now),
    different: different.toSorted((one, other) => distance(other) - distance(one)),
    alike: both.length - different.length,
    onlyBefore: [...older.keys()].filter((name) => !newer.has(name)),
    onlyNow: [...newer.keys()].filter((name) => !older.has(name)),
  };
}

/** Where a run ran, and how much of everything it measured. */
type Setting = Readonly<{ machine?: object; plan?: object }>;

/** The folder that a shop is kept in says nothing about its size. */
const ANY = 'plan.data';

function unlikeOf(before: Setting, now: Setting): Unlike[] {
  const [older, newer] = [settingsOf(before), settingsOf(now)];
  return [...new Set([...older.keys(), ...newer.keys()])]
    .map((setting) => ({ setting, before: older.get(setting), now: newer.get(setting) }))
    .filter((one) => one.setting !== ANY && one.before !== one.now);
}

const settingsOf = ({ machine = {}, plan = {} }: Setting): Map<string, string> =>
  new Map(
    Object.entries({ machine, plan }).flatMap(([of, values]) =>
      Object.entries(values).map(([name, value]): [string, string] => [
        `${of}.${name}`,
        JSON.stringify(value) ?? '',
      ]),
    ),
  );

/** Nothing of nothing is as much; anything of nothing is infinitely more. */
const ratioOf = (now: number, before: number): number => (now === before ? 1 : now / before);
