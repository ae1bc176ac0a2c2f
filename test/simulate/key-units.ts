import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { ROUND_TRIPS, type RoundTrip } from '../../shared/adapters/dynamo/sdk/meter.ts';

/** What one kind of partition takes of DynamoDB. */
export interface KeyUnits {
  /** As ARCHITECTURE.md writes it: `ORDER#SCOPE#orderId`; with its name before it for an index: `list: CALLS#SCOPE`. */
  family: string;
  readUnits: number;
  writeUnits: number;
  /** How many different keys there were. */
  keys: number;
  /** What the busiest of them took of each. */
  busiest: Units;
}

interface Units {
  readUnits: number;
  writeUnits: number;
}

type Image = Record<string, { S?: string } | undefined>;

interface Input {
  Key?: Image;
  Item?: Image;
  IndexName?: string;
  KeyConditionExpression?: string;
  ExpressionAttributeValues?: Image;
  TransactItems?: readonly Record<string, { Key?: Image | undefined; Item?: Image | undefined }>[];
  RequestItems?: Record<
    string,
    | { Keys: readonly Image[] }
    | readonly Record<string, { Key?: Image | undefined; Item?: Image | undefined }>[]
  >;
}

/** An item that a request reads or writes. */
interface Touched {
  pk: string;
  /** Where all of it is told. */
  item?: Image;
}

export interface Work {
  units: KeyUnits[];
  /** Of all items that were put and stay, indexes included, as DynamoDB bills them. */
  putBytes: number;
}

/** What each kind of partition takes during some work of this process, host and functions. */
export async function keyUnitsOf(work: () => Promise<void>): Promise<Work> {
  const taken = new Map<string, Map<string, Units>>();
  const stored = new Map<string, number>();
  const see = (message: unknown) => {
    for (const { item } of touchedBy((message as RoundTrip).input as Input))
      if (item && item.expiresAt === undefined)
        stored.set(JSON.stringify([item.pk, item.sk]), storedSize(item));
    for (const { pk, readUnits, writeUnits } of unitsByKey(message as RoundTrip)) {
      const family = familyOf(pk);
      const keys = taken.get(family) ?? new Map<string, Units>();
      const found = keys.get(pk) ?? { readUnits: 0, writeUnits: 0 };
      keys.set(pk, {
        readUnits: found.readUnits + readUnits,
        writeUnits: found.writeUnits + writeUnits,
      });
      taken.set(family, keys);
    }
  };
  subscribe(ROUND_TRIPS, see);
  try {
    await work();
  } finally {
    unsubscribe(ROUND_TRIPS, see);
  }
  return {
    units: [...taken].map(([family, keys]) => familyUnits(family, [...keys.values()])),
    putBytes: [...stored.values()].reduce((sum, bytes) => sum + bytes, 0),
  };
}

function familyUnits(family: string, keys: readonly Units[]): KeyUnits {
  const [reads, writes] = [keys.map(({ readUnits }) => readUnits), keys.map(({ writeUnits }) => writeUnits)];
  const sum = (units: readonly number[]) => units.reduce((all, of) => all + of, 0);
  return {
    family,
    readUnits: sum(reads),
    writeUnits: sum(writes),
    keys: keys.length,
    busiest: { readUnits: Math.max(...reads), writeUnits: Math.max(...writes) },
  };
}

/** What DynamoDB adds to every item and to every entry of an index. */
const OVERHEAD = 100;
/** The keys of an entry: those of the index and those of the table. */
const ENTRY_BYTES = 200;

/** Text and names count as they are, the signs of JSON around them hardly more than the types that DynamoDB keeps. */
const storedSize = (item: Image): number =>
  JSON.stringify(item).length * 0.8 + OVERHEAD + indexKeys(item).length * (ENTRY_BYTES + OVERHEAD);

/**
 * The units of a request by the keys that it touches. DynamoDB tells only their sum: each entry of an index takes one, a
 * small item two in a transaction and one elsewhere, and what is left is that of whole items, by their size.
 */
export function unitsByKey({
  operation,
  readUnits,
  writeUnits,
  input,
}: Omit<RoundTrip, 'began' | 'ended' | 'refused'>) {
  const touched = touchedBy(input as Input);
  const read = readUnits / Math.max(1, touched.length);
  const entries = touched.flatMap(({ item }) => (item ? indexKeys(item) : []));
  const small = operation === 'TransactWriteItems' ? 2 : 1;
  const sizes = touched.map(({ item }) => (item ? JSON.stringify(item).length : 0));
  const whole = sizes.reduce((sum, size) => sum + size, 0);
  const updates = sizes.filter((size) => size === 0).length;
  const left = Math.max(0, writeUnits - entries.length - small * updates);
  return [
    ...touched.map(({ pk, item }, at) => ({
      pk,
      readUnits: read,
      writeUnits: writeUnits === 0 ? 0 : item ? (left * (sizes[at] ?? 0)) / whole : small,
    })),
    ...(writeUnits === 0 ? [] : entries.map((pk) => ({ pk, readUnits: 0, writeUnits: 1 }))),
  ];
}

function touchedBy(input: Input): Touched[] {
  const { Key, Item, IndexName, KeyConditionExpression = '', ExpressionAttributeValues = {} } = input;
  const [, queried = ''] = /=\s*(:\w+)/.exec(KeyConditionExpression) ?? [];
  const partition = ExpressionAttributeValues[queried]?.S;
  if (partition !== undefined && KeyConditionExpression !== '')
    return [{ pk: IndexName ? `${IndexName}: ${partition}` : partition }];
  const written = [
    ...(input.TransactItems ?? []),
    ...Object.values(input.RequestItems ?? {}).flatMap((asked) =>
      'Keys' in asked ? asked.Keys.map((key) => ({ get: { Key: key } })) : asked,
    ),
  ].flatMap((entry) => Object.values(entry));
  return [{ Key, Item }, ...written].flatMap(
    ({ Key: key, Item: item }: { Key?: Image | undefined; Item?: Image | undefined }) => {
      const pk = (item ?? key)?.pk?.S;
      return pk === undefined ? [] : [{ pk, ...(item && { item }) }];
    },
  );
}

const INDEXES = ['list', 'lookup', 'subject', 'sparse'];

const indexKeys = (item: Image): string[] =>
  INDEXES.flatMap((index) => {
    const pk = item[`${index}Pk`]?.S;
    return pk === undefined ? [] : [`${index}: ${pk}`];
  });

/** A key with its ids, hashes and numbers left out. */
export const familyOf = (pk: string): string =>
  pk
    .replace(/tnt_[0-9a-z]{26}#(?:live|test)/g, 'SCOPE')
    .replace(/tnt_[0-9a-z]{26}/g, 'tenantId')
    .replace(/\b([a-z]{3})_[0-9a-z]{26}/g, '$1_…')
    .replace(/\+\d{7,15}/g, 'phone')
    .replace(/[0-9a-f]{64}/g, 'sha256')
    .replace(/#\d{1,2}$/, '#n')
    .replace(/(?<=EXTERNAL#SCOPE#|REFERENCE#SCOPE#).+/, '…');
