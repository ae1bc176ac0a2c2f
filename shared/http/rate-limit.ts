import { ConditionFailed } from '../dynamo/errors.ts';
import type { Changes, Condition, Item } from '../dynamo/expressions.ts';
import type { Table } from '../dynamo/table.ts';
import { credentialKey, limitAttribute } from '../tenants/api-key.ts';
import type { Dialect } from './dialects/dialect.ts';

/** How far a key is into its minute. */
export interface Rate {
  limit: number;
  remaining: number;
  /** Until the minute ends, 1 to 60. */
  resetSeconds: number;
}

export type Counted =
  | { kind: 'counted'; item: Item; rate: Rate }
  | { kind: 'exhausted'; item: Item; rate: Rate }
  | { kind: 'no-such-key' };

/** Minutes are clock-aligned; each is counted in its own attribute, which the next minute's first request removes. */
const SLOTS = 7;

/**
 * Counts one request against the key's minute, and so authenticates it, in one conditional write without a read: exact,
 * however many run at once. A second write happens when the key's last request was a multiple of seven minutes ago and
 * its slot is still there, or when another machine is already in the next minute.
 */
export async function countRequest(
  table: Table,
  dialect: Dialect,
  hash: string,
  now: Date,
): Promise<Counted> {
  const key = credentialKey(hash);
  const attempt = async (minute: number, stale?: Item): Promise<Item> =>
    table.update(key, ...countIn(dialect, minute, stale));
  let minute = Math.floor(now.getTime() / 60_000);
  let stale: Item | undefined;
  for (;;) {
    try {
      const item = await attempt(minute, stale);
      return { kind: 'counted', item, rate: rateOf(dialect, item, minute, now) };
    } catch (refused) {
      if (!(refused instanceof ConditionFailed)) throw refused;
      const { item } = refused;
      if (item === undefined) return { kind: 'no-such-key' };
      const at = Number(item[minuteAttribute(dialect)]);
      const rate = rateOf(dialect, item, at, now);
      if (at >= minute && rate.remaining === 0) return { kind: 'exhausted', item, rate };
      stale = at < minute ? item : undefined;
      minute = Math.max(at, minute);
    }
  }
}

const minuteAttribute = ({ name }: Dialect): string => `rate_${name}_at`;
const slotAttribute = ({ name }: Dialect, minute: number): string => `rate_${name}_${minute % SLOTS}`;

/**
 * @param stale the item whose slot still holds a count of seven, fourteen, … minutes ago; it starts again at 1, unless
 * another request was faster
 */
function countIn(dialect: Dialect, minute: number, stale: Item | undefined): [Changes, Condition] {
  const slot = slotAttribute(dialect, minute);
  const others = Array.from({ length: SLOTS }, (_, n) => slotAttribute(dialect, n)).filter((n) => n !== slot);
  const at = minuteAttribute(dialect);
  const names = { '#pk': 'pk', '#at': at };
  if (stale)
    return [
      { set: { [at]: minute, [slot]: 1 }, remove: others },
      { expression: 'attribute_exists(#pk) AND #at = :stale', names, values: { ':stale': stale[at] } },
    ];
  const below = '(#slot < #limit OR (attribute_not_exists(#limit) AND #slot < :limit))';
  return [
    { set: { [at]: minute }, add: { [slot]: 1 }, remove: others },
    {
      expression:
        'attribute_exists(#pk) AND (attribute_not_exists(#at)' +
        ` OR (#at < :minute AND attribute_not_exists(#slot)) OR (#at = :minute AND ${below}))`,
      names: { ...names, '#slot': slot, '#limit': limitAttribute(dialect.name) },
      values: { ':minute': minute, ':limit': dialect.limitPerMinute },
    },
  ];
}

function rateOf(dialect: Dialect, item: Item, minute: number, now: Date): Rate {
  const limit = Number(item[limitAttribute(dialect.name)] ?? dialect.limitPerMinute);
  const used = Number(item[slotAttribute(dialect, minute)] ?? 0);
  const ends = (minute + 1) * 60_000;
  const seconds = Math.ceil((ends - now.getTime()) / 1000);
  return { limit, remaining: Math.max(0, limit - used), resetSeconds: Math.min(60, Math.max(1, seconds)) };
}
