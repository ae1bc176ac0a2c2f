import {
  type ConflictPolicy,
  type Decision,
  decideAndStore,
} from '../../adapters/dynamo/decide-and-store.ts';
import type { Changes, Condition, Item, Key } from '../../adapters/dynamo/expressions.ts';
import type { Table } from '../../adapters/dynamo/table.ts';
import type { DialectName } from '../../base/dialect-name.ts';
import { sessionKey } from '../../members/session.ts';
import { apiKeyCredentialKey, limitAttribute } from '../../tenants/access/api-key.ts';
import type { Dialect } from '../dialects/dialect.ts';
import { forgetOwner, type KeyOwner, knownOwner, rememberOwner } from './known-keys.ts';

/** How far a key, or its tenant, is into its minute. */
export interface Rate {
  limit: number;
  remaining: number;
  /** Until the minute ends, 1 to 60. */
  resetSeconds: number;
}

/** `item` is the key's. */
export type Counted =
  | { kind: 'counted'; item: Item; rate: Rate }
  | { kind: 'exhausted'; item: Item; rate: Rate }
  | { kind: 'no-such-key' };

/**
 * Authenticates a key and counts its request, exactly, also under concurrency. Where the limit is the key's own, the
 * conditional write that counts also proves that the key exists; a tenant's limit is counted apart, and so is one that is too large
 * for one item: at the same time as the key is read, once it is known whose it is.
 */
export async function countRequest(
  table: Table,
  dialect: Dialect,
  hash: string,
  now: Date,
): Promise<Counted> {
  const key = apiKeyCredentialKey(hash);
  const known = knownOwner(dialect, hash);
  if (dialect.limitedBy === 'key' && (known?.limitPerMinute ?? 0) <= EXACT_PER_MINUTE) {
    const { name, limitPerMinute } = dialect;
    const counted = await count(table, { key, name, limitPerMinute, mustExist: true }, now);
    if (counted.kind !== 'no-such-key') rememberOwner(dialect, hash, counted.item);
    return counted;
  }
  const [item, early] = await Promise.all([table.get(key), known && count(table, counterOf(known), now)]);
  if (item === undefined) {
    forgetOwner(dialect, hash);
    return { kind: 'no-such-key' };
  }
  const owner = rememberOwner(dialect, hash, item);
  // It was counted against a limit that has changed meanwhile: it is counted again against the current one.
  const isCounted = early !== undefined && known?.limitPerMinute === owner.limitPerMinute;
  const counted = isCounted ? early : await count(table, counterOf(owner), now);
  return counted.kind === 'no-such-key' ? counted : { ...counted, item, rate: ofAll(counted.rate, owner) };
}

/** One item counts 300 requests a second, well below the 1,000 writes that it takes (DynamoDB, partition limits). */
const EXACT_PER_MINUTE = 300 * 60;

const shardsOf = ({ limitPerMinute }: KeyOwner): number =>
  Math.max(1, Math.ceil(limitPerMinute / EXACT_PER_MINUTE));

/**
 * Where one more request is counted. Larger limits are spread over several counters, one of which is drawn for each
 * request: some are full a little before others, so that the whole is kept within 5 %.
 */
function counterOf(owner: KeyOwner): Counter {
  const { name, id, limitPerMinute } = owner;
  const shards = shardsOf(owner);
  const shard = shards === 1 ? '' : `#${Math.floor(Math.random() * shards)}`;
  return {
    key: { pk: `RATE#${id}${shard}`, sk: 'RATE' },
    name,
    limitPerMinute: Math.ceil(limitPerMinute / shards),
    mustExist: false,
  };
}

/** The rate over all counters, estimated from one of them. */
const ofAll = (rate: Rate, owner: KeyOwner): Rate => ({
  ...rate,
  limit: owner.limitPerMinute,
  remaining: Math.min(owner.limitPerMinute, rate.remaining * shardsOf(owner)),
});

/** Requests a minute of one session, over all dialects. */
const SESSION_LIMIT = 600;

/** Finds a session and counts its request, in the same way. It may have expired nevertheless. */
export const countSessionRequest = (table: Table, hash: string, now: Date): Promise<Counted> =>
  count(
    table,
    { key: sessionKey(hash), name: 'session', limitPerMinute: SESSION_LIMIT, mustExist: true },
    now,
  );

type CounterName = DialectName | 'session';

interface Counter {
  key: Key;
  /** Part of the attributes' names: one item may hold the counters of several dialects. */
  name: CounterName;
  limitPerMinute: number;
  /** Only counts on an item that is there. */
  mustExist: boolean;
}

/** Minutes are clock-aligned; each is counted in its own attribute, which the next minute's first request removes. */
const SLOTS = 7;

/**
 * One conditional write. A second one happens when the last request was a multiple of seven minutes ago and its slot
 * is still there, or when another machine is already in the next minute.
 */
function count(table: Table, counter: Counter, now: Date): Promise<Counted> {
  let minute = Math.floor(now.getTime() / 60_000);
  return decideAndStore(
    { table, clock: () => now },
    {
      load: (refusal) => refusal?.failed(COUNTER),
      decide(refused): Decision<Counted> {
        const write = (stale?: Item): Decision<Counted> => ({
          answer: (item) => ({ kind: 'counted', item, rate: rateOf(counter, item, minute, now) }),
          write: { ...countIn(counter, minute, stale), update: counter.key, name: COUNTER },
        });
        if (refused === undefined) return write();
        const { item } = refused;
        if (item === undefined) return { answer: { kind: 'no-such-key' } };
        const at = Number(item[minuteAttribute(counter)]);
        const rate = rateOf(counter, item, at, now);
        if (at >= minute && rate.remaining === 0) return { answer: { kind: 'exhausted', item, rate } };
        const isStale = at < minute;
        minute = Math.max(at, minute);
        return write(isStale ? item : undefined);
      },
      conflicts,
    },
  );
}

/** Losing a race means that another request was counted: after at most `limit` losses the counter is exhausted. */
const conflicts: ConflictPolicy = { attempts: Number.POSITIVE_INFINITY, exhausted: (refusal) => refusal };

const COUNTER = 'counter';

const minuteAttribute = ({ name }: Counter): string => `rate_${name}_at`;
const slotAttribute = ({ name }: Counter, minute: number): string => `rate_${name}_${minute % SLOTS}`;

/**
 * @param stale the item whose slot still holds a count of seven, fourteen, … minutes ago; it starts again at 1, unless
 * another request was faster
 */
function countIn(
  counter: Counter,
  minute: number,
  stale: Item | undefined,
): { changes: Changes; if: Condition } {
  const { name, limitPerMinute, mustExist } = counter;
  const slot = slotAttribute(counter, minute);
  const others = Array.from({ length: SLOTS }, (_, n) => slotAttribute(counter, n)).filter((n) => n !== slot);
  const at = minuteAttribute(counter);
  if (stale)
    return {
      changes: { set: { [at]: minute, [slot]: 1 }, remove: others },
      if: {
        expression: 'attribute_exists(#pk) AND #at = :stale',
        names: { '#pk': 'pk', '#at': at },
        values: { ':stale': stale[at] },
      },
    };
  const below = '(#slot < #limit OR (attribute_not_exists(#limit) AND #slot < :limit))';
  return {
    changes: { set: { [at]: minute }, add: { [slot]: 1 }, remove: others },
    if: {
      expression:
        `${mustExist ? 'attribute_exists(#pk) AND ' : ''}(attribute_not_exists(#at)` +
        ` OR (#at < :minute AND attribute_not_exists(#slot)) OR (#at = :minute AND ${below}))`,
      names: {
        ...(mustExist && { '#pk': 'pk' }),
        '#at': at,
        '#slot': slot,
        '#limit': limitAttribute(name),
      },
      values: { ':minute': minute, ':limit': limitPerMinute },
    },
  };
}

function rateOf(counter: Counter, item: Item, minute: number, now: Date): Rate {
  const limit = Number(item[limitAttribute(counter.name)] ?? counter.limitPerMinute);
  const used = Number(item[slotAttribute(counter, minute)] ?? 0);
  const ends = (minute + 1) * 60_000;
  const seconds = Math.ceil((ends - now.getTime()) / 1000);
  return { limit, remaining: Math.max(0, limit - used), resetSeconds: Math.min(60, Math.max(1, seconds)) };
}
