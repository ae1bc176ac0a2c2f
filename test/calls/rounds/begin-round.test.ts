import { describe, expect, it } from 'vitest';
import { beginRound, type RoundSetting } from '../../../shared/calls/rounds/begin-round.ts';
import {
  type LineState,
  type PhoneLine,
  roundNameOf,
  takeTurn,
  waitingToItem,
} from '../../../shared/calls/times/phone-line.ts';
import { createOrder } from '../../../shared/orders/changes/create-order.ts';
import type { Order } from '../../../shared/orders/order/order.ts';
import { newTenant } from '../../../shared/tenants/tenant/tenant.ts';
import { given, momentAt, NOON } from '../support/factories.ts';

const PHONE = '+573001234567';
const DIALED_AT = '2026-11-23T18:00:00.000Z';
const MESSAGE_AT = '2026-11-23T19:00:00.000Z';

const tenant = {
  ...newTenant({ name: 'Mi tienda', country: 'CO', currency: 'COP' }, 'tnt_1', new Date(NOON)),
  callPolicy: { maxAttempts: 3, delaysMinutes: [10, 120], maxDialsPerDay: 2 },
};

const lineOf = (changes: Partial<PhoneLine> = {}, isTaken = false): LineState => ({
  phone: PHONE,
  line: { holder: null, dials: [], version: 7, ...changes },
  isTaken,
});

/** Hours that open an hour later, whenever somebody asks; the instants they were asked for. */
function begin(changes: Partial<RoundSetting> = {}, mode: 'live' | 'test' = 'live') {
  const context = momentAt(NOON);
  const order = createOrder(
    given(),
    {
      ...{ tenantId: 'tnt_1', mode, source: 'api', externalId: 'CP-1', number: '#1001' },
      ...{ reference: 'ORD1795453200ABCD', timeZone: 'America/Bogota' },
    },
    undefined,
    context,
  );
  const asked: string[] = [];
  const draft = beginRound(order, context, 'confirmation', {
    tenant,
    channels: ['call'],
    line: lineOf(),
    callTime: (from, { phone, city }) => {
      asked.push(`${from.toISOString()} ${phone} ${city}`);
      return new Date(from.getTime() + 3_600_000);
    },
    chatTime: () => new Date(MESSAGE_AT),
    ...changes,
  });
  const round = draft.order.rounds.confirmation;
  if (round === undefined) throw new Error('No round began');
  return { draft, round, asked };
}

const turnOf = (order: Order, round: NonNullable<Order['rounds']['confirmation']>, line: PhoneLine) =>
  takeTurn(order, 'confirmation', round, line, undefined, new Date(NOON));

describe('a round of calls', () => {
  it('takes the free turn of its phone, and is dialed within hours', () => {
    const { draft, round, asked } = begin();
    expect(asked).toEqual([`${NOON} ${PHONE} Bogota`]);
    expect(round).toMatchObject({ number: 1, dialAt: DIALED_AT, takesTurns: true });
    expect(round).not.toHaveProperty('waitsFor');
    expect(draft.places).toEqual([turnOf(draft.order, round, lineOf().line)]);
    expect(draft.places?.[0]).toMatchObject({
      put: { holder: roundNameOf(draft.order, 'confirmation', round), dials: [], version: 8 },
    });
  });

  it('waits in line where another round has the turn', () => {
    const { draft, round, asked } = begin({ line: lineOf({}, true) });
    expect(asked).toEqual([`${NOON} ${PHONE} Bogota`]);
    expect(round).toMatchObject({ dialAt: DIALED_AT, takesTurns: true, waitsFor: 'turn' });
    expect(draft.places).toEqual([{ put: waitingToItem(draft.order, 'confirmation', round) }]);
  });

  it('takes the turn, and waits for the day in which the phone may be dialed again', () => {
    const dials = [
      { callId: 'a', at: '2026-11-22T18:00:00.000Z' },
      { callId: 'b', at: '2026-11-23T08:00:00.000Z' },
    ];
    const { draft, round, asked } = begin({ line: lineOf({ dials }) });
    expect(asked).toEqual([`${DIALED_AT} ${PHONE} Bogota`]);
    expect(round).toMatchObject({ dialAt: MESSAGE_AT, takesTurns: true, waitsFor: 'daily_limit' });
    expect(draft.places).toEqual([turnOf(draft.order, round, lineOf({ dials }).line)]);
  });

  it('needs no line where calls are not bounded', () => {
    const { draft, round } = begin({ line: undefined }, 'test');
    expect(round).toMatchObject({ dialAt: DIALED_AT });
    expect(round).not.toHaveProperty('takesTurns');
    expect(draft).not.toHaveProperty('places');
    expect(begin({}, 'test').draft).not.toHaveProperty('places');
  });

  it.each([undefined, { ...lineOf(), phone: '+573009999999' }])('does not begin on the line %j', (line) => {
    expect(() => begin({ line })).toThrow('A round is to begin on a phone line that was not read');
  });
});

it('a round that begins on WhatsApp is sent in its hours, and leaves the line alone', () => {
  const { draft, round, asked } = begin({ channels: ['whatsapp', 'call'], line: undefined });
  expect(asked).toEqual([]);
  expect(round).toMatchObject({ dialAt: MESSAGE_AT, channel: 'whatsapp' });
  expect(round).not.toHaveProperty('takesTurns');
  expect(draft).not.toHaveProperty('places');
  expect(draft.queued).toMatchObject([{ channel: 'whatsapp', notBefore: MESSAGE_AT }]);
});
