import { describe, expect, it } from 'vitest';
import { decideEnding } from '../../../shared/calls/outcomes/end-call.ts';
import type { Order } from '../../../shared/orders/order/order.ts';
import { calledOrder, ending, inProgress, LATER, momentAt, NOON, terms } from '../support/factories.ts';

function end(
  outcome: Parameters<typeof ending>[0],
  callType: Parameters<typeof calledOrder>[0] = 'confirmation',
) {
  const { order, call } = calledOrder(callType);
  const ended = decideEnding(order, inProgress(call), ending(outcome), terms(), momentAt(LATER));
  if (ended === undefined) throw new Error('The ending changed nothing');
  return ended;
}

const types = (events: readonly { type: string }[]) => events.map(({ type }) => type);

describe('an answer ends the round and moves the order', () => {
  it.each([
    ['confirmation', 'confirmed', 'confirmed', 'confirmed'],
    ['confirmation', 'recovered', 'confirmed', 'confirmed'],
    ['confirmation', 'cancelled', 'cancelled', 'cancelled'],
    ['confirmation', 'not_recovered', 'cancelled', 'cancelled'],
    ['confirmation', 'novedad', 'novedad', 'needs_review'],
    ['recovery', 'confirmed', 'recovered', 'confirmed'],
    ['recovery', 'recovered', 'recovered', 'confirmed'],
    ['recovery', 'cancelled', 'not_recovered', 'pending'],
    ['recovery', 'not_recovered', 'not_recovered', 'pending'],
    ['novelty', 'confirmed', 'confirmed', 'pending'],
    ['office', 'cancelled', 'cancelled', 'pending'],
  ] as const)('%s call, %s: outcome %s, order %s', (callType, reported, outcome, status) => {
    const { order, call, events, queued } = end(reported, callType);
    expect(order.status).toBe(status);
    expect(order.rounds[callType]).toMatchObject({ outcome, finishedAt: LATER, attempts: 1 });
    expect(call).toMatchObject({ status: 'ended', outcome, endedAt: LATER });
    expect(queued).toEqual([]);
    expect(types(events).filter((type) => type === 'call.outcome_final')).toHaveLength(1);
  });

  it('reports the final outcome with the state of the order and the results of the call', () => {
    const { order, call } = calledOrder();
    const report = ending('confirmed', { durationSeconds: 87, transcript: 'Hola', summary: 'Confirmó' });
    const ended = decideEnding(order, inProgress(call), report, terms(), momentAt(LATER));
    expect(types(ended?.events ?? [])).toEqual(['call.ended', 'order.status_changed', 'call.outcome_final']);
    expect(ended?.events.at(-1)).toEqual({
      id: expect.any(String),
      actor: { kind: 'customer' },
      type: 'call.outcome_final',
      tenantId: 'tnt_1',
      mode: 'live',
      orderId: order.id,
      sequence: order.eventCount + 3,
      at: LATER,
      data: {
        order: { status: 'confirmed' },
        call: {
          id: call.id,
          callType: 'confirmation',
          round: 1,
          outcomeFinal: 'confirmed',
          ...{ durationSeconds: 87, recordingUrl: null, transcript: 'Hola', summary: 'Confirmó' },
        },
        shop: { domain: 'mitienda.myshopify.com', country: 'CO' },
      },
    });
  });

  it('confirms the current address unless the customer corrected it', () => {
    const { order, call } = calledOrder();
    const confirm = (addressFinal: string | null) =>
      decideEnding(order, inProgress(call), ending('confirmed', { addressFinal }), terms(), momentAt(LATER));
    expect(confirm(null)?.order.addressFinal).toBe('Calle 45 #23-12, Apto 301');
    expect(confirm('Calle 46 #1-2')?.order.addressFinal).toBe('Calle 46 #1-2');
    const problem = ending('novedad', { addressFinal: 'Carrera 7 #1-2' });
    expect(decideEnding(order, inProgress(call), problem, terms(), momentAt(LATER))?.order).toMatchObject({
      addressFinal: 'Carrera 7 #1-2',
      confirmation: { outcome: 'novedad', confirmedAt: null },
    });
  });

  it('reports a delivery that was booked before the customer cancels or corrects', () => {
    const { order, call } = calledOrder();
    const told = (logistics: Partial<Order['logistics']>, report: ReturnType<typeof ending>) =>
      decideEnding(
        { ...order, logistics: { ...order.logistics, ...logistics } },
        inProgress(call),
        report,
        terms(),
        momentAt(LATER),
      )
        ?.events.filter(({ type }) => type === 'order.delivery_stands')
        .map(({ data }) => data);
    const delivery = { deliveryId: 'IN2611250000001', trackingNumber: 'trk_1' };
    const underWay = { ...delivery, status: 'processing' } as const;
    const corrected = ending('novedad', { addressFinal: 'Carrera 7 #1-2' });
    expect([
      told(underWay, ending('cancelled')),
      told(underWay, corrected),
      told(underWay, ending('confirmed')),
      told({}, ending('cancelled')),
      told({ ...delivery, status: 'delivered' }, corrected),
    ]).toEqual([[{ cause: 'cancelled', ...delivery }], [{ cause: 'changed', ...delivery }], [], [], []]);
  });

  it.each(['confirmed', 'shipped', 'delivered', 'completed', 'cancelled', 'refunded', 'processing'] as const)(
    'does not move an order that is %s',
    (status) => {
      const { order, call } = calledOrder();
      const moved: Order = { ...order, status };
      const ended = decideEnding(moved, inProgress(call), ending('cancelled'), terms(), momentAt(LATER));
      expect(ended?.order.status).toBe(status);
      expect(ended?.order.confirmation.outcome).toBe('cancelled');
    },
  );
});

describe('a dial without an answer', () => {
  it.each(['busy', 'no_answer', 'voicemail', 'failed', 'unknown'] as const)(
    '%s: is followed by another',
    (outcome) => {
      const { order, call, events, queued, due } = end(outcome);
      expect(call.outcome).toBe(outcome);
      expect(order.status).toBe('pending');
      expect(order.confirmation).toEqual({ outcome: 'none', round: 1, attempts: 1, confirmedAt: null });
      expect(queued).toHaveLength(1);
      expect(queued[0]).toMatchObject({
        attempt: 2,
        round: 1,
        status: 'queued',
        notBefore: '2026-11-23T17:12:00.000Z',
      });
      expect(order.rounds.confirmation).toMatchObject({
        firstCallId: call.id,
        lastCallId: queued[0]?.id,
        outcome: null,
        attempts: 1,
      });
      expect(types(events)).toEqual(['call.ended', 'call.queued']);
      expect(events[1]?.job).toMatchObject({ queue: 'calls', notBefore: '2026-11-23T17:12:00.000Z' });
      expect(due).toEqual([]);
    },
  );

  it('waits as a due item when the next dial lies more than an hour ahead', () => {
    const { order, call } = calledOrder();
    const retryAt = new Date('2026-11-23T19:02:00.000Z');
    const ended = decideEnding(order, inProgress(call), ending('busy'), terms({ retryAt }), momentAt(LATER));
    const [next] = ended?.queued ?? [];
    expect(ended?.events.at(-1)?.job).toBeUndefined();
    expect(ended?.due).toEqual([
      {
        id: next?.id,
        group: 'tnt_1',
        dueAt: retryAt.toISOString(),
        queue: 'calls',
        body: {
          kind: 'dial',
          tenantId: 'tnt_1',
          mode: 'live',
          orderId: order.id,
          callId: next?.id,
          notBefore: retryAt.toISOString(),
        },
      },
    ]);
  });

  it.each([
    ['confirmation', 'no_answer'],
    ['novelty', 'no_answer'],
    ['recovery', 'not_recovered'],
  ] as const)('the last one ends a %s round with %s', (callType, outcome) => {
    const { order, call } = calledOrder(callType);
    const once = terms({ policy: { maxAttempts: 1, delaysMinutes: [10] } });
    const ended = decideEnding(order, inProgress(call), ending('voicemail'), once, momentAt(LATER));
    expect(ended?.order.rounds[callType]).toMatchObject({ outcome, finishedAt: LATER });
    expect(ended?.order.status).toBe('pending');
    expect(ended?.call.outcome).toBe('voicemail');
    expect(ended?.queued).toEqual([]);
  });

  it.each([
    ['invalid_number', 'failed'],
    ['opt_out', 'no_answer'],
  ] as const)('%s is not tried again', (reported, outcome) => {
    const { order, call, queued } = end(reported);
    expect(call).toMatchObject({ outcome, reason: reported });
    expect(queued).toEqual([]);
    expect(order.rounds.confirmation).toMatchObject({ outcome: 'no_answer', finishedAt: LATER });
  });
});

describe('what comes twice or late', () => {
  it('a second report of an ended call changes nothing', () => {
    const { order, call } = end('confirmed');
    expect(decideEnding(order, call, ending('cancelled'), terms(), momentAt(LATER))).toBeUndefined();
    expect(decideEnding(order, call, ending('confirmed'), terms(), momentAt(LATER))).toBeUndefined();
  });

  it('the customer’s answer still counts while the round waits for its next dial', () => {
    const missed = end('unknown');
    const late = decideEnding(missed.order, missed.call, ending('confirmed'), terms(), momentAt(LATER));
    expect(late?.order.status).toBe('confirmed');
    expect(late?.order.rounds.confirmation).toMatchObject({ outcome: 'confirmed', attempts: 1 });
    expect(late?.order.confirmation.attempts).toBe(1);
    expect(late?.queued).toEqual([]);
  });

  it('a late word without an answer changes nothing', () => {
    const missed = end('unknown');
    expect(decideEnding(missed.order, missed.call, ending('busy'), terms(), momentAt(LATER))).toBeUndefined();
  });

  it.each([
    ['the round’s last dial', {}, ['call.ended', 'call.queued'], 1],
    ['an earlier one, though nobody had heard of its end,', { lastCallId: 'call_2' }, ['call.ended'], 0],
  ])('only the last dial is followed by another: %s', (_which, changes, told, next) => {
    const { order, call } = calledOrder();
    const rounds = { confirmation: { ...order.rounds.confirmation, ...changes } } as Order['rounds'];
    const ended = decideEnding(
      { ...order, rounds },
      inProgress(call),
      ending('busy'),
      terms(),
      momentAt(LATER),
    );
    expect(types(ended?.events ?? [])).toEqual(told);
    expect(ended?.queued).toHaveLength(next);
    expect(ended?.order.rounds.confirmation).toMatchObject({
      ...{ finishedAt: null, outcome: null, attempts: 1 },
      ...changes,
    });
  });

  it('a dial that outlives its round ends alone, without a second final outcome', () => {
    const missed = end('unknown');
    const [second] = missed.queued;
    const late = decideEnding(missed.order, missed.call, ending('cancelled'), terms(), momentAt(LATER));
    if (late === undefined || second === undefined) throw new Error('The late answer was not taken');
    const ended = decideEnding(late.order, inProgress(second), ending('confirmed'), terms(), momentAt(LATER));
    expect(ended?.call.outcome).toBe('confirmed');
    expect(ended?.order.status).toBe('cancelled');
    expect(types(ended?.events ?? [])).toEqual(['call.ended']);
  });
});

describe('call credit', () => {
  it.each([
    ['confirmed', 40, true],
    ['voicemail', 12, true],
    ['unknown', 3, true],
    ['unknown', null, false],
    ['no_answer', null, false],
    ['busy', null, false],
    ['failed', null, false],
  ] as const)('%s after %s seconds: takes one is %s', (outcome, durationSeconds, takesCredit) => {
    const { order, call } = calledOrder();
    const limited = terms({ creditLimited: true });
    const report = ending(outcome, { durationSeconds });
    const ended = decideEnding(order, inProgress(call), report, limited, momentAt(LATER));
    expect(ended?.takesCredit).toBe(takesCredit);
    expect(ended?.call.charged).toBe(takesCredit);
  });

  it('is taken once, also when the answer comes after the call was given up', () => {
    const { order, call } = calledOrder();
    const limited = terms({ creditLimited: true });
    const hung = ending('unknown', { durationSeconds: 3 });
    const first = decideEnding(order, inProgress(call), hung, limited, momentAt(NOON));
    if (first === undefined) throw new Error('The ending changed nothing');
    const late = decideEnding(first.order, first.call, ending('confirmed'), limited, momentAt(LATER));
    expect([first.takesCredit, late?.takesCredit]).toEqual([true, false]);
  });
});
