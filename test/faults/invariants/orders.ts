import { type Scope, scopeKey } from '../../../shared/base/scope.ts';
import type { StatisticsChange } from '../../../shared/events/statistics-change.ts';
import { bucketKey, toIncrements } from '../../../shared/reports/statistics/bucket.ts';
import { CALL_CREDIT } from '../load/load-tenants.ts';
import { type Check, missing, repeated, wrong } from './invariant.ts';

/** Every order that was answered for stands once, under the one id that everybody was acknowledged, with a number of its own. */
export const ordersOnce: Check = ({ stored, acknowledged }) => {
  const orders = stored.of('order');
  const byName = Map.groupBy(orders, ({ externalId }) => String(externalId));
  const numbers = Map.groupBy(orders, (order) => `${scopeKey(order as unknown as Scope)} ${order.number}`);
  return [
    ...[...acknowledged.orders].flatMap(([externalId, ids]) => {
      const found = byName.get(externalId) ?? [];
      const isRight = ids.size === 1 && found.length === 1 && ids.has(String(found[0]?.id));
      if (isRight) return [];
      const stand = found.map(({ id }) => id);
      return [wrong(`${externalId} was told as ${[...ids]} and stands as ${stand}`, ...ids, ...stand)];
    }),
    ...repeated(byName).map(([name, found]) =>
      wrong(`${name} stands ${found.length} times`, ...found.map(({ id }) => id)),
    ),
    ...repeated(numbers).map(([number, found]) =>
      wrong(`The number ${number} stands twice`, ...found.map(({ id }) => id)),
    ),
  ];
};

/** The events of one order are numbered from 1 without gaps. */
export const eventsNumbered: Check = ({ stored }) => {
  const ofOrders = stored
    .of('event')
    .filter(({ orderId, sequence }) => orderId !== undefined && sequence !== undefined);
  return [...Map.groupBy(ofOrders, ({ orderId }) => orderId)].flatMap(([orderId, events]) => {
    const numbers = events.map(({ sequence }) => Number(sequence)).toSorted((one, other) => one - other);
    return numbers.every((number, at) => number === at + 1)
      ? []
      : [wrong(`The events of ${orderId} are numbered ${numbers}`, orderId)];
  });
};

/** The sums of each day are what the events come to. */
export const statisticsAdded: Check = ({ stored }) => {
  const sums = new Map<string, Map<string, number>>();
  for (const event of stored.of('event'))
    for (const change of (event.statistics ?? []) as StatisticsChange[]) {
      const { pk, sk } = bucketKey(event as unknown as Scope, change.day);
      const day = sums.get(`${pk} ${sk}`) ?? new Map<string, number>();
      for (const [name, by] of Object.entries(toIncrements(change.currency, change)))
        day.set(name, (day.get(name) ?? 0) + by);
      sums.set(`${pk} ${sk}`, day);
    }
  const stand = new Map(stored.of('statistics').map((item) => [`${item.pk} ${item.sk}`, item]));
  return [...sums].flatMap(([day, sum]) =>
    [...sum].flatMap(([name, value]) => {
      const found = Number(stand.get(day)?.[name] ?? 0);
      return found === value ? [] : [missing(`${day} says ${name} ${found}, its events come to ${value}`)];
    }),
  );
};

/** What simulated customers say in the end, by the last digits of their phone; 0002, 0006 and 0007 never do. */
const ANSWERS: Readonly<Record<string, string>> = {
  '0001': 'cancelled',
  '0002': 'no_answer',
  '0003': 'novedad',
  '0006': 'no_answer',
  '0007': 'no_answer',
};

/** A round whose every dial was cut off by what went wrong ends like one that nobody answered. */
const isAnswerOf = (phone: string, outcome: string): boolean =>
  outcome === (ANSWERS[phone.slice(-4)] ?? 'confirmed') || outcome === 'no_answer';

/** Every round of calls ends, with one outcome; and a live call that was answered takes one credit. */
export const roundsEndOnce: Check = ({ stored, tenants: { seller } }) => {
  const roundOf = (orderId: unknown, callType: unknown, round: unknown) => `${orderId} ${callType} ${round}`;
  const finals = Map.groupBy(
    stored.of('event').filter(({ type }) => type === 'call.outcome_final'),
    ({ orderId, data }) => {
      const { call } = data as { call: { callType: string; round: number } };
      return roundOf(orderId, call.callType, call.round);
    },
  );
  const phones = new Map(
    stored.of('order').map(({ id, customer }) => [id, (customer as { phone: string }).phone]),
  );
  const strange = [...finals.values()].flat().filter(({ orderId, data }) => {
    const { call } = data as { call: { outcomeFinal: string } };
    return !isAnswerOf(phones.get(orderId) ?? '', call.outcomeFinal);
  });
  const calls = stored.of('call');
  const rounds = Map.groupBy(calls, ({ orderId, callType, round }) => roundOf(orderId, callType, round));
  const charged = calls.filter(
    ({ charged: isCharged, tenantId, mode }) => isCharged && tenantId === seller.id && mode === 'live',
  ).length;
  const credit = stored.of('credit').find(({ pk }) => pk.endsWith(seller.id))?.remaining;
  return [
    ...[...rounds].flatMap(([name, ofRound]) => {
      const ends = finals.get(name) ?? [];
      const ids = [...ofRound.map(({ id }) => id), ...ends.map(({ id }) => id), name.split(' ')[0]];
      if (ends.length > 1) return [wrong(`The round ${name} ended ${ends.length} times`, ...ids)];
      if (ends.length === 0) return [missing(`The round ${name} has not ended`, ...ids)];
      const open = ofRound.filter(({ status }) => status !== 'ended');
      return open.map(({ id, status }) => missing(`${id} is ${status}, and its round has ended`, ...ids));
    }),
    ...strange.map(({ id, orderId }) =>
      wrong(`${orderId} ended with what its customer never says`, id, orderId),
    ),
    ...(credit === CALL_CREDIT - charged
      ? []
      : [wrong(`${charged} live calls were charged, and the credit is ${credit} of ${CALL_CREDIT}`)]),
  ];
};
