import { describe, expect, it } from 'vitest';
import type { Call } from '../../../shared/calls/call/call.ts';
import {
  decideEnding,
  type Ending,
  type EndingTerms,
  optedOutBefore,
} from '../../../shared/calls/outcomes/end-call.ts';
import { startRound } from '../../../shared/calls/rounds/start-round.ts';
import { draftOf } from '../../../shared/orders/order/draft.ts';
import type { Order } from '../../../shared/orders/order/order.ts';
import { calledOrder, ending, inProgress, LATER, momentAt, NOON, terms } from '../support/factories.ts';

const decide = (order: Order, call: Call, outcome: Ending['outcome'], changes: Partial<Ending> = {}) => {
  const ended = decideEnding(order, call, ending(outcome, changes), terms(), momentAt(LATER));
  if (ended === undefined) throw new Error('The ending changed nothing');
  return ended;
};

/** An order whose round ended before this call did. */
function over(callType: Parameters<typeof calledOrder>[0] = 'confirmation') {
  const { order, call } = calledOrder(callType);
  const round = order.rounds[callType];
  const ended = round && { ...round, outcome: 'superseded' as const, finishedAt: NOON };
  return { order: { ...order, rounds: { [callType]: ended } } as Order, call };
}

const eventOf = ({ events }: { events: readonly { type: string; data: object }[] }, type: string) =>
  events.find((event) => event.type === type)?.data;

describe('the end of a call', () => {
  it('follows what has just been decided about its order', () => {
    const { draft, order, call } = calledOrder();
    const ended = decideEnding(draft, inProgress(call), ending('confirmed'), terms(), momentAt(LATER));
    expect(ended?.events.map(({ type, sequence }) => [type, sequence])).toEqual([
      ['order.created', 1],
      ['call.queued', 2],
      ['call.ended', 3],
      ['order.status_changed', 4],
      ['call.outcome_final', 5],
    ]);
    expect(ended?.order).toMatchObject({ id: order.id, status: 'confirmed' });
  });

  it('is recorded with its details', () => {
    const { order, call } = calledOrder();
    const ended = decide(order, inProgress(call), 'voicemail', { durationSeconds: 12 });
    expect(eventOf(ended, 'call.ended')).toEqual({
      ...{ callId: call.id, callType: 'confirmation', round: 1, attempt: 1 },
      ...{ outcome: 'voicemail', reason: null, durationSeconds: 12 },
    });
  });

  it.each<[string, Call['status'], boolean, string | null, number]>([
    ['a queued one whose round is over was not made', 'queued', true, 'superseded', 0],
    ['one that rings while its round ends was made', 'in_progress', true, null, 1],
    ['a queued one of a running round counts', 'queued', false, null, 1],
  ])('%s', (_what, status, isOver, reason, attempts) => {
    const { order, call } = isOver ? over() : calledOrder();
    const ended = decide(order, { ...call, status }, 'failed');
    expect(ended.call).toMatchObject({ status: 'ended', outcome: 'failed', reason });
    expect(ended.order.confirmation.attempts).toBe(attempts);
    expect(ended.order.rounds.confirmation?.attempts).toBe(isOver ? 0 : 1);
  });

  it.each<[string, (rounds: Order['rounds']) => Order['rounds']]>([
    ['none of its type', () => ({})],
    [
      'a later one',
      ({ confirmation }) => (confirmation ? { confirmation: { ...confirmation, number: 2 } } : {}),
    ],
  ])('whose order has %s leaves its rounds as they are', (_what, roundsOf) => {
    const { order, call } = calledOrder();
    const rounds = roundsOf(order.rounds);
    const ended = decide({ ...order, rounds }, inProgress(call), 'confirmed');
    expect(ended.order.rounds).toStrictEqual(rounds);
    expect(ended.order.status).toBe('pending');
    expect(ended.call).toMatchObject({ status: 'ended', outcome: 'confirmed' });
  });

  it('has the customer as actor where it brought an answer, and otherwise none', () => {
    const { order, call } = calledOrder();
    const actors = (outcome: Ending['outcome']) =>
      decide(order, inProgress(call), outcome).events.map(({ type, actor }) => [type, actor?.kind]);
    expect(actors('confirmed')).toEqual([
      ['call.ended', 'customer'],
      ['order.status_changed', 'customer'],
      ['call.outcome_final', 'customer'],
    ]);
    expect(actors('opt_out').map(([, kind]) => kind)).not.toContain(undefined);
    expect(actors('no_answer')).toEqual([
      ['call.ended', undefined],
      ['call.queued', undefined],
    ]);
  });

  it('is final with an answer, and not without one', () => {
    const { order, call } = calledOrder();
    const again = (outcome: Call['outcome']) =>
      decideEnding(
        order,
        { ...call, status: 'ended', outcome },
        ending('cancelled'),
        terms(),
        momentAt(LATER),
      );
    expect([again('confirmed'), again('novedad')]).toEqual([undefined, undefined]);
    for (const outcome of ['busy', null] as const) expect(again(outcome)?.order.status).toBe('cancelled');
  });

  it('starts the next round that waits for the phone, where calls take turns', () => {
    const { order, call } = calledOrder();
    const { confirmation } = order.rounds;
    const rounds = confirmation && { confirmation: { ...confirmation, takesTurns: true as const } };
    const jobOf = (one: Order) =>
      decide(one, inProgress(call), 'confirmed').events.find(({ type }) => type === 'call.outcome_final')
        ?.job;
    expect(jobOf(order)).toBeUndefined();
    expect(jobOf({ ...order, rounds: rounds ?? {} })).toEqual({
      queue: 'calls',
      body: { ...{ kind: 'next-turn', tenantId: 'tnt_1', mode: 'live' }, orderId: order.id, callId: '' },
    });
  });

  it('after an opt-out ends the round, whichever of its dials it was', () => {
    const { order, call } = calledOrder();
    const rounds = {
      confirmation: { ...order.rounds.confirmation, lastCallId: 'call_2' },
    } as Order['rounds'];
    const ended = decide({ ...order, rounds }, inProgress(call), 'opt_out');
    expect(ended.queued).toEqual([]);
    expect(ended.order.rounds.confirmation).toMatchObject({ outcome: 'no_answer', finishedAt: LATER });
  });
});

describe('what a final outcome leaves of the order', () => {
  it.each([
    ['confirmation', 'confirmed', { outcome: 'confirmed', round: 1, attempts: 1, confirmedAt: LATER }, true],
    ['recovery', 'recovered', { outcome: 'recovered', round: 1, attempts: 1, confirmedAt: LATER }, true],
    ['recovery', 'cancelled', { outcome: 'not_recovered', round: 1, attempts: 1, confirmedAt: null }, false],
    ['novelty', 'confirmed', { outcome: 'none', round: 1, attempts: 1, confirmedAt: null }, false],
    ['office', 'confirmed', { outcome: 'none', round: 1, attempts: 1, confirmedAt: null }, false],
  ] as const)('%s call, %s', (callType, outcome, confirmation, confirmsAddress) => {
    const { order, call } = calledOrder(callType);
    const ended = decide(order, inProgress(call), outcome);
    expect(ended.order.confirmation).toEqual(confirmation);
    expect(ended.order.addressFinal).toBe(confirmsAddress ? 'Calle 45 #23-12, Apto 301' : null);
  });

  it('says that a call moved it', () => {
    const { order, call } = calledOrder();
    expect(eventOf(decide(order, inProgress(call), 'cancelled'), 'order.status_changed')).toMatchObject({
      ...{ from: 'pending', to: 'cancelled', cause: 'call' },
    });
  });

  it.each<[string, Partial<Order>, Ending['outcome'], string | null, string | null]>([
    [
      'confirms the address that a call corrected before',
      { addressFinal: 'Calle 1' },
      'confirmed',
      null,
      'Calle 1',
    ],
    ['confirms no address where there is none', { address: null }, 'confirmed', null, null],
    ['takes the customer’s own words', { addressFinal: 'Calle 1' }, 'confirmed', 'Calle 2', 'Calle 2'],
    ['leaves the address without a confirmation', {}, 'novedad', null, null],
    [
      'leaves a corrected one without a confirmation',
      { addressFinal: 'Calle 1' },
      'novedad',
      null,
      'Calle 1',
    ],
  ])('%s', (_what, changes, outcome, addressFinal, after) => {
    const { order, call } = calledOrder();
    const ended = decide({ ...order, ...changes }, inProgress(call), outcome, { addressFinal });
    expect(ended.order.addressFinal).toBe(after);
  });
});

describe('a delivery that is under way', () => {
  const stale = (changes: Partial<Order>, outcome: Ending['outcome'], addressFinal: string | null = null) => {
    const { order, call } = calledOrder();
    const logistics = { ...order.logistics, status: 'processing', deliveryId: 'IN1' } as const;
    const ended = decide({ ...order, logistics, ...changes }, inProgress(call), outcome, { addressFinal });
    const own = ['call.ended', 'order.status_changed', 'call.outcome_final'];
    return ended.events
      .filter(({ type }) => !own.includes(type))
      .map(({ data }) => (data as { cause: string }).cause);
  };

  it.each<[string, Partial<Order>, Ending['outcome'], string | null, string[]]>([
    ['hears that its order is cancelled', {}, 'cancelled', null, ['cancelled']],
    ['not that it still is', { status: 'cancelled' }, 'cancelled', null, []],
    ['hears that the address is another', {}, 'novedad', 'Calle 2', ['changed']],
    [
      'also than one that was corrected before',
      { addressFinal: 'Calle 1' },
      'novedad',
      'Calle 2',
      ['changed'],
    ],
    ['not that it is the same', { addressFinal: 'Calle 1' }, 'novedad', 'Calle 1', []],
    ['not that the address as it stands is confirmed', {}, 'confirmed', null, []],
    ['not where nothing is said of an address', {}, 'novedad', null, []],
    ['hears of the first address', { address: null }, 'novedad', 'Calle 2', ['changed']],
  ])('%s', (_what, changes, outcome, addressFinal, causes) => {
    expect(stale(changes, outcome, addressFinal)).toEqual(causes);
  });
});

describe('a call that is not made because its customer wants none any more', () => {
  it('ends its round, counts as no attempt and costs nothing', () => {
    const { order, call } = calledOrder();
    const ended = decideEnding(order, call, optedOutBefore, terms({ creditLimited: true }), momentAt(LATER));
    expect(ended).toMatchObject({
      takesCredit: false,
      call: { status: 'ended', outcome: 'no_answer', reason: 'opt_out', charged: false },
      queued: [],
    });
    expect(ended?.order.confirmation).toMatchObject({ outcome: 'no_answer', attempts: 0 });
    expect(ended?.order.rounds.confirmation).toMatchObject({ outcome: 'no_answer', attempts: 0 });
  });
});

describe('a message', () => {
  const asked = 'Tienda: ¿Lo confirma?';

  /** An order whose customer was written to, and may be called then. */
  function written(): { order: Order; call: Call } {
    const { order: plain } = calledOrder();
    const now = new Date(NOON);
    const draft = draftOf({ ...plain, rounds: {} });
    const channels = ['whatsapp', 'call'] as const;
    const started = startRound(draft, momentAt(NOON), 'confirmation', now, undefined, channels);
    const [call] = started.queued as [Call];
    return { order: started.order, call: { ...inProgress(call), transcript: asked } };
  }

  const endOf = (changes: Partial<Ending>) => {
    const { order, call } = written();
    const report = ending('confirmed', { durationSeconds: 9, ...changes });
    return decideEnding(order, call, report, terms({ creditLimited: true }), momentAt(LATER));
  };

  it('that ends costs no call, lasts no time and counts as no attempt', () => {
    const ended = endOf({});
    expect(ended).toMatchObject({ takesCredit: false, call: { charged: false, durationSeconds: 0 } });
    expect(ended?.order.confirmation.attempts).toBe(0);
    expect(ended && eventOf(ended, 'call.ended')).toEqual({
      ...{ callId: ended?.call.id, callType: 'confirmation', round: 1, attempt: 1, channel: 'whatsapp' },
      ...{ outcome: 'confirmed', reason: null, durationSeconds: 0 },
    });
  });

  it.each([
    [null, asked],
    [`${asked}\nJuan: Sí`, `${asked}\nJuan: Sí`],
  ])('keeps what was written, whether its end says it again or not', (transcript, kept) => {
    expect(endOf({ transcript })?.call.transcript).toBe(kept);
  });
});

describe('after the last dial without an answer', () => {
  const asksLater: Partial<EndingTerms> = {
    policy: { maxAttempts: 1, delaysMinutes: [10] },
    next: { channels: ['whatsapp'], at: new Date('2026-11-23T17:05:00.000Z') },
  };

  const endedBy = (outcome: Ending['outcome'], changes: Partial<EndingTerms>) => {
    const { order, call } = calledOrder();
    return decideEnding(order, inProgress(call), ending(outcome), terms(changes), momentAt(LATER));
  };

  it('the customer is written to, where that is the next channel', () => {
    const ended = endedBy('no_answer', asksLater);
    expect(ended?.queued).toMatchObject([{ channel: 'whatsapp', notBefore: '2026-11-23T17:05:00.000Z' }]);
    expect(ended?.order.rounds.confirmation).toMatchObject({ channel: 'whatsapp', outcome: null });
  });

  it.each<[string, Ending['outcome'], Partial<EndingTerms>]>([
    ['there is no other channel', 'no_answer', { ...asksLater, next: undefined }],
    ['the number does not exist', 'invalid_number', asksLater],
  ])('the round ends where %s', (_what, outcome, changes) => {
    const ended = endedBy(outcome, changes);
    expect(ended?.queued).toEqual([]);
    expect(ended?.order.rounds.confirmation).toMatchObject({ outcome: 'no_answer', finishedAt: LATER });
  });
});
