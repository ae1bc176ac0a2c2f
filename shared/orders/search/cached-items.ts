import { type Item, type Key, nameOfKey } from '../../adapters/dynamo/expressions.ts';

/** Of four kilobytes each: some ten megabytes. */
const MAX_KEPT = 2_000;

/**
 * Items of segments, which are never written again: a process reads one once, and searches at the same time wait for the
 * same read. The least recently used ones make room.
 */
const kept = new Map<string, Promise<Item | undefined>>();

function keep(name: string, reading: Promise<Item | undefined>): void {
  kept.set(name, reading);
  const [oldest = name] = kept.keys();
  if (kept.size > MAX_KEPT) kept.delete(oldest);
  const forget = () => {
    if (kept.get(name) === reading) kept.delete(name);
  };
  // An item that is missing may only not be found yet.
  reading.then((item) => item ?? forget(), forget);
}

function find(name: string): Promise<Item | undefined> | undefined {
  const found = kept.get(name);
  if (found === undefined) return undefined;
  kept.delete(name);
  kept.set(name, found);
  return found;
}

/** @param name of what is read, among all that any search reads */
export function cachedItem(name: string, read: () => Promise<Item | undefined>): Promise<Item | undefined> {
  const found = find(name);
  if (found) return found;
  const reading = read();
  keep(name, reading);
  return reading;
}

/** Items by their keys, missing ones left out. @param read takes those that are not kept */
export async function cachedItems(
  keys: readonly Key[],
  read: (missing: Key[]) => Promise<readonly Item[]>,
): Promise<Item[]> {
  const wanted = new Map(keys.map((key) => [nameOfKey(key), { key, found: find(nameOfKey(key)) }]));
  const missing = [...wanted.values()].filter(({ found }) => found === undefined);
  const reading =
    missing.length === 0
      ? undefined
      : read(missing.map(({ key }) => key)).then(
          (items) => new Map(items.map((item) => [nameOfKey(item), item])),
        );
  const items = [...wanted].map(([name, { found }]) => {
    if (found) return found;
    const item = Promise.resolve(reading).then((read) => read?.get(name));
    keep(name, item);
    return item;
  });
  return (await Promise.all(items)).filter((item) => item !== undefined);
}
