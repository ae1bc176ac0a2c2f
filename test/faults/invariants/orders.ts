import { type Scope, scopeKey } from '../../../shared/base/scope.ts';
import type { StatisticsChange } from '../../../shared/events/statistics-change.ts';
import { bucketKey, toIncrements } from '../../../shared/reports/statistics/bucket.ts';
import { CALL_CREDIT } from '../load/load-tenants.ts';
import { duplicates, type Invariant, missing, violation } from './invariant.ts';

/** Every acknowledged order is stored once, under the only id that was returned for it, with a number of its own. */
export const ordersStoredOnce: Invariant = ({ stored, acknowledged }) => {
  const orders = stored.of('order');
  const byExternalId = Map.groupBy(orders, ({ externalId }) => String(externalId));
  const byNumber = Map.groupBy(orders, (order) => `${scopeKey(order as unknown as Scope)} ${order.number}`);
  return [
    ...[...acknowledged.orders].flatMap(([externalId, ids]) => {
      const found = byExternalId.get(externalId) ?? [];
      if (ids.size === 1 && found.length === 1 && ids.has(String(found[0]?.id))) return [];
      const storedIds = found.map(({ id }) => id);
      const what = `${externalId} was acknowledged as ${[...ids]} and is stored as ${storedIds}`;
      return [violation(what, ...ids, ...storedIds)];
    }),
    ...duplicates(byExternalId).map(([externalId, found]) =>
      violation(`${externalId} is stored ${found.length} times`, ...found.map(({ id }) => id)),
    ),
    ...duplicates(byNumber).map(([number, found]) =>
      violation(`Several orders have the number ${number}`, ...found.map(({ id }) => id)),
    ),
  ];
};

/** The events of one order are numbered from 1 without gaps. */
export const eventsNumberedWithoutGaps: Invariant = ({ stored }) => {
  const ofOrders = stored
    .of('event')
    .filter(({ orderId, sequence }) => orderId !== undefined && sequence !== undefined);
  return [...Map.groupBy(ofOrders, ({ orderId }) => orderId)].flatMap(([orderId, events]) => {
    const numbers = events.map(({ sequence }) => Number(sequence)).toSorted((one, other) => one - other);
    return numbers.every((number, at) => number === at + 1)
      ? []
      : [violation(`The events of ${orderId} are numbered ${numbers}`, orderId)];
  });
};

/** The statistics of each day are the sums of what its events add. */
export const statisticsMatchEvents: Invariant = ({ stored }) => {
  const sums = new Map<string, Map<string, number>>();
  for (const event of stored.of('event'))
    for (const change of (event.statistics ?? []) as StatisticsChange[]) {
      const { pk, sk } = bucketKey(event as unknown as Scope, change.day);
      const day = sums.get(`${pk} ${sk}`) ?? new Map<string, number>();
      for (const [name, by] of Object.entries(toIncrements(change.currency, change)))
        day.set(name, (day.get(name) ?? 0) + by);
      sums.set(`${pk} ${sk}`, day);
    }
  const statistics = new Map(stored.of('statistics').map((item) => [`${item.pk} ${item.sk}`, item]));
  return [...sums].flatMap(([day, expected]) =>
    [...expected].flatMap(([name, value]) => {
      const found = Number(statistics.get(day)?.[name] ?? 0);
      if (found === value) return [];
      return [missing(`${day} has ${name} ${found}, its events sum up to ${value}`)];
    }),
  );
};

/** The final outcomes with simulated customers, by the last digits of their phone; 0002, 0006 and 0007 never answer. */
const OUTCOMES: Readonly<Record<string, string>> = {
  '0001': 'cancelled',
  '0002': 'no_answer',
  '0003': 'novedad',
  '0006': 'no_answer',
  '0007': 'no_answer',
};

/** A round all of whose dials were interrupted by faults ends like one that nobody answered. */
const isPossible = (phone: string, outcome: string): boolean =>
  outcome === (OUTCOMES[phone.slice(-4)] ?? 'confirmed') || outcome === 'no_answer';

/** Every round ends once, with an outcome that its customer gives; a live call that was answered takes one credit. */
export const roundsEndOnce: Invariant = ({ stored, tenants: { seller } }) => {
  const roundName = (orderId: unknown, callType: unknown, round: unknown) =>
    `${orderId} ${callType} ${round}`;
  const finals = Map.groupBy(
    stored.of('event').filter(({ type }) => type === 'call.outcome_final'),
    ({ orderId, data }) => {
      const { call } = data as { call: { callType: string; round: number } };
      return roundName(orderId, call.callType, call.round);
    },
  );
  const phones = new Map(
    stored.of('order').map(({ id, customer }) => [id, (customer as { phone: string }).phone]),
  );
  const impossible = [...finals.values()].flat().filter(({ orderId, data }) => {
    const { call } = data as { call: { outcomeFinal: string } };
    return !isPossible(phones.get(orderId) ?? '', call.outcomeFinal);
  });
  const calls = stored.of('call');
  const rounds = Map.groupBy(calls, ({ orderId, callType, round }) => roundName(orderId, callType, round));
  const charged = calls.filter(
    ({ charged: isCharged, tenantId, mode }) => isCharged && tenantId === seller.id && mode === 'live',
  ).length;
  const credit = stored.of('credit').find(({ pk }) => pk.endsWith(seller.id))?.remaining;
  return [
    ...[...rounds].flatMap(([name, ofRound]) => {
      const ends = finals.get(name) ?? [];
      const ids = [...ofRound.map(({ id }) => id), ...ends.map(({ id }) => id), name.split(' ')[0]];
      if (ends.length > 1) return [violation(`The round ${name} ended ${ends.length} times`, ...ids)];
      if (ends.length === 0) return [missing(`The round ${name} has not ended`, ...ids)];
      const open = ofRound.filter(({ status }) => status !== 'ended');
      return open.map(({ id, status }) => missing(`${id} is ${status}, but its round has ended`, ...ids));
    }),
    ...impossible.map(({ id, orderId }) =>
      violation(`${orderId} ended with an outcome that its customer never gives`, id, orderId),
    ),
    ...(credit === CALL_CREDIT - charged
      ? []
      : [violation(`${charged} live calls were charged, but the credit is ${credit} of ${CALL_CREDIT}`)]),
  ];
};
