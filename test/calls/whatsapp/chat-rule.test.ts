import { describe, expect, test } from 'vitest';
import { type ChatMessage, newCall } from '../../../shared/calls/call/call.ts';
import type { ChatUpdate } from '../../../shared/calls/chat/port/chat-update.ts';
import {
  type ChatUpdateTerms,
  decideChatUpdate,
  mayStillDecide,
} from '../../../shared/calls/outcomes/chat-rule.ts';
import { startRound } from '../../../shared/calls/rounds/start-round.ts';
import { draftOf } from '../../../shared/orders/order/draft.ts';
import type { Order } from '../../../shared/orders/order/order.ts';
import { calledOrder, LATER, momentAt, NOON, terms } from '../support/factories.ts';

/** An order whose round waits for the answer to its message, and may go on to a call. */
function written(changes: Partial<ChatMessage> = {}): { order: Order; call: ChatMessage } {
  const { order: plain } = calledOrder();
  const { order, queued } = startRound(
    draftOf({ ...plain, rounds: {} }),
    momentAt(NOON),
    'confirmation',
    new Date(NOON),
    undefined,
    ['whatsapp', 'call'],
  );
  const [call] = queued;
  if (call === undefined) throw new Error('No message was queued');
  return { order, call: { ...(call as ChatMessage), status: 'dialing', askedAt: NOON, ...changes } };
}

const updateTerms = (changes: Partial<ChatUpdateTerms> = {}): ChatUpdateTerms => ({
  ...terms(),
  next: { channels: ['call'], at: new Date(LATER) },
  ...{ chatIsLimited: true, service: 'whatsapp', language: 'es_CO', asked: 'Tienda: ¿Lo confirma?' },
  ...changes,
});

const decide = (
  { order, call }: { order: Order; call: ChatMessage },
  update: ChatUpdate,
  changes: Partial<ChatUpdateTerms> = {},
) => decideChatUpdate(order, call, update, updateTerms(changes), momentAt(LATER));

const id = 'wamid.question';
const answer = (meaning: 'yes' | 'no' | 'problem' | 'opt_out' | 'note', answerId = 'wamid.a') => ({
  answer: { id: answerId, meaning, text: 'Palabras', isTyped: true },
});
const accepted = { isAccepted: true, asked: 1, told: [], answers: [] };
const open: Partial<ChatMessage> = {
  status: 'in_progress',
  providerCallId: id,
  charged: true,
  message: accepted,
};

describe('the first update about a chat message', () => {
  test.each<[string, ChatUpdate]>([
    ['taken', { messageId: id, status: 'sent' }],
    ['delivered', { messageId: id, status: 'delivered' }],
    ['failed', { messageId: id, status: 'failed', failure: { providerCode: '1' } }],
    ['answered', { messageId: id, ...answer('yes') }],
    ['answered by somebody with a user name', answer('yes')],
  ])('%s: it was accepted, and uses credit', (_what, update) => {
    const decided = decide(written(), update);
    expect(decided).toMatchObject({
      takesCredit: true,
      call: {
        charged: true,
        provider: 'whatsapp',
        dialedAt: NOON,
        durationSeconds: 0,
        message: { isAccepted: true },
      },
    });
  });

  test('cost nothing where messages are not limited', () => {
    const decided = decide(written(), { messageId: id, status: 'sent' }, { chatIsLimited: false });
    expect(decided).toMatchObject({ takesCredit: false, call: { charged: false } });
  });

  test('cost nothing again', () => {
    expect(decide(written(open), { messageId: id, status: 'read' })?.takesCredit).toBe(false);
    // Taken while messages were not limited.
    const free = { ...open, charged: false };
    expect(decide(written(free), { messageId: id, status: 'read' })?.takesCredit).toBe(false);
  });
});

describe('a chat message that is open', () => {
  test.each([
    ['yes', 'confirmed', null, 'confirmed'],
    ['no', 'cancelled', null, 'cancelled'],
    ['problem', 'novedad', null, 'novedad'],
    ['note', 'novedad', null, 'novedad'],
    ['opt_out', 'no_answer', 'opt_out', 'no_answer'],
  ] as const)('and is answered with %s ends its round', (meaning, outcome, reason, final) => {
    const decided = decide(written(open), answer(meaning));
    expect(decided?.call).toMatchObject({ status: 'ended', outcome, reason, durationSeconds: 0 });
    expect(decided?.order.rounds.confirmation).toMatchObject({ outcome: final, attempts: 0 });
    expect(decided?.order.confirmation).toMatchObject({ outcome: final, attempts: 0 });
    expect(decided?.queued).toEqual([]);
  });

  test('and fails is followed by the call', () => {
    const failure = { reason: 'not_on_whatsapp', providerCode: '131026' } as const;
    const decided = decide(written(open), { messageId: id, status: 'failed', failure });
    expect(decided?.call).toMatchObject({ status: 'ended', outcome: 'failed', reason: 'not_on_whatsapp' });
    expect(decided?.found.status).toBe('in_progress');
    expect(decided?.queued).toMatchObject([{ attempt: 1, notBefore: null }]);
    expect(decided?.queued[0]).not.toHaveProperty('channel');
    expect(decided?.order.rounds.confirmation).not.toHaveProperty('then');
    expect(decided?.events.map(({ type }) => type)).toEqual([
      'message.progressed',
      'call.ended',
      'call.queued',
    ]);
  });

  test('and fails under the id of an earlier sending keeps waiting', () => {
    const decided = decide(written(open), { messageId: 'wamid.other', status: 'failed' });
    expect([decided?.call.status, decided?.queued]).toEqual(['in_progress', []]);
  });

  test.each<[string, Partial<ChatMessage>, ChatUpdate]>([
    [
      'a status',
      { ...open, message: { ...accepted, told: ['sent', 'read'] } },
      { messageId: id, status: 'read' },
    ],
    ['an answer', { ...open, message: { ...accepted, answers: ['wamid.a'] } }, answer('no')],
    [
      'more than anybody writes',
      { ...open, message: { ...accepted, answers: Array(20).fill('x') } },
      answer('no'),
    ],
  ])('and is reported as %s again is unchanged', (_what, found, update) => {
    expect(decide(written(found), update)).toBeUndefined();
  });
});

describe('what an update leaves behind', () => {
  test('of a first status: all that is known of the sending', () => {
    const found = written({ steps: 3 });
    const decided = decide(found, { messageId: id, status: 'delivered' });
    expect(decided).toMatchObject({ found: found.call, queued: [], due: [] });
    expect(decided?.call).toEqual({
      ...found.call,
      ...{ status: 'in_progress', provider: 'whatsapp', providerCallId: id, dialedAt: NOON },
      ...{ durationSeconds: 0, transcript: 'Tienda: ¿Lo confirma?', charged: true, steps: 4 },
      message: { ...found.call.message, isAccepted: true, told: ['delivered'], answers: [] },
    });
    const name = { callId: found.call.id, callType: 'confirmation', round: 1 };
    expect(decided?.events.map(({ type, data }) => [type, data])).toEqual([
      ['message.progressed', { ...name, status: 'delivered', providerCode: null }],
    ]);
  });

  test('the time at which it is told where nobody asked for it, and no id where none is named', () => {
    const decided = decide(written({ askedAt: null }), answer('yes'));
    expect(decided?.call).toMatchObject({ dialedAt: LATER, providerCallId: null });
  });

  test('what was known before', () => {
    const transcript = 'Tienda: Hola';
    const known = { ...open, dialedAt: '2026-11-23T16:00:00.000Z', transcript };
    const decided = decide(written(known), { messageId: 'wamid.other', status: 'read' });
    expect(decided?.call).toMatchObject({ dialedAt: known.dialedAt, providerCallId: id, transcript });
    expect(decided?.call.message?.told).toEqual(['read']);
    expect(decided?.call.charged).toBe(true);
  });

  test('the code of a failure', () => {
    const failure = { providerCode: '131026' };
    const decided = decide(written(open), { messageId: id, status: 'failed', failure });
    expect(decided?.events[0]).toMatchObject({
      type: 'message.progressed',
      data: { status: 'failed', providerCode: '131026' },
    });
    expect(decided?.call).toMatchObject({ outcome: 'failed', reason: null });
    expect(decided).toMatchObject({ takesCredit: false });
  });

  test('a status and an answer that come at once', () => {
    const found = written({ ...open, message: { ...accepted, told: ['sent'], answers: ['wamid.b'] } });
    const decided = decide(found, { messageId: id, status: 'read', ...answer('yes') });
    expect(decided?.call.message).toMatchObject({ told: ['sent', 'read'], answers: ['wamid.b', 'wamid.a'] });
    expect(decided?.call).toMatchObject({
      transcript: 'Tienda: ¿Lo confirma?\nCliente: Palabras',
      summary: 'El cliente confirmó el pedido por WhatsApp.',
    });
    expect(decided?.found).toBe(found.call);
    expect(decided?.events.map(({ type }) => type)).toEqual([
      'message.progressed',
      'call.ended',
      'order.status_changed',
      'call.outcome_final',
    ]);
  });
});

describe('an update that brings nothing new', () => {
  const told: Partial<ChatMessage> = { ...open, message: { ...accepted, told: ['sent', 'failed'] } };

  test('of a status changes nothing, a failure neither', () => {
    expect(decide(written(told), { messageId: id, status: 'failed' })).toBeUndefined();
    expect(decide(written(told), {})).toBeUndefined();
  });

  test.each<[string, Partial<ChatMessage>]>([
    ['that it was accepted', { ...told, message: { ...accepted, isAccepted: false, told: ['sent'] } }],
    ['its id', { ...told, providerCallId: null }],
  ])('but %s is stored without an event', (_what, found) => {
    const decided = decide(written(found), { messageId: id, status: 'sent' });
    expect(decided?.call).toMatchObject({ providerCallId: id, message: { isAccepted: true } });
    expect(decided?.events).toEqual([]);
  });

  test('is not meant by the limit: the twentieth answer counts', () => {
    const found = written({ ...open, message: { ...accepted, answers: Array(19).fill('x') } });
    expect(decide(found, answer('no'))?.call.outcome).toBe('cancelled');
  });
});

test('a failure that names no chat message is of the latest one', () => {
  expect(decide(written(open), { status: 'failed' })?.call).toMatchObject({
    status: 'ended',
    outcome: 'failed',
  });
});

describe('an answer may still decide', () => {
  const running = written(open);
  const may = (changes: Partial<ChatMessage>, rounds = running.order.rounds) =>
    mayStillDecide({ ...running.order, rounds }, { ...running.call, ...changes });

  test.each<[boolean, Partial<ChatMessage>]>([
    [true, {}],
    [true, { status: 'ended', outcome: null }],
    [true, { status: 'ended', outcome: 'failed' }],
    [false, { status: 'ended', outcome: 'confirmed' }],
    [true, { outcome: 'confirmed' }],
    [false, { round: 2 }],
  ])('%s for %j', (expected, changes) => {
    expect(may(changes)).toBe(expected);
  });

  test('while its round runs', () => {
    const { confirmation } = running.order.rounds;
    if (confirmation === undefined) throw new Error('No round runs');
    expect(may({}, {})).toBe(false);
    expect(may({}, { confirmation: { ...confirmation, finishedAt: NOON } })).toBe(false);
  });
});

describe('a chat message whose time is over', () => {
  const over: Partial<ChatMessage> = { ...open, status: 'ended', outcome: 'no_answer', endedAt: NOON };

  test('still decides while its round runs', () => {
    const found = written(over);
    expect(mayStillDecide(found.order, found.call)).toBe(true);
    expect(decide(found, answer('no'))?.order.rounds.confirmation).toMatchObject({ outcome: 'cancelled' });
  });

  test('decides nothing after its round: the answer is kept, with the customer as actor', () => {
    const { order, call } = written(over);
    const { confirmation } = order.rounds;
    const done = {
      ...order,
      rounds: { confirmation: { ...confirmation, outcome: 'confirmed', finishedAt: NOON } },
    } as Order;
    const decided = decide({ order: done, call }, answer('no'));
    expect(decided?.order.rounds).toEqual(done.rounds);
    expect(decided?.order.status).toBe('pending');
    expect(decided?.call).toMatchObject({ outcome: 'no_answer', message: { answers: ['wamid.a'] } });
    expect(decided?.events).toMatchObject([
      {
        type: 'message.answered_late',
        actor: { kind: 'customer' },
        data: { meaning: 'no', text: 'Palabras' },
      },
    ]);
  });

  test('is not ended by an answer after its round, though nothing else ended it', () => {
    const { order, call } = written(open);
    const { confirmation } = order.rounds;
    const done = { ...order, rounds: { confirmation: { ...confirmation, finishedAt: NOON } } } as Order;
    const decided = decide({ order: done, call }, answer('no'));
    expect(decided?.call).toMatchObject({ status: 'in_progress', outcome: null });
    expect(decided?.events.map(({ type, data }) => [type, data])).toEqual([
      [
        'message.answered_late',
        { callId: call.id, callType: 'confirmation', round: 1, meaning: 'no', text: 'Palabras' },
      ],
    ]);
    expect(decided).toMatchObject({ found: call, takesCredit: false });
  });

  test('keeps a wish for no more messages on the timeline', () => {
    const found = written(over);
    const decided = decide(found, answer('opt_out'));
    expect(decided?.events.map(({ type }) => type)).toEqual(['message.answered_late']);
    expect(decided?.call).toMatchObject({ status: 'ended', outcome: 'no_answer' });
    expect(decided?.order.rounds).toEqual(found.order.rounds);
  });

  test('changes nothing but the timeline when it fails late', () => {
    const decided = decide(written(over), { messageId: id, status: 'failed' });
    expect(decided?.events.map(({ type }) => type)).toEqual(['message.progressed']);
    expect([decided?.call.outcome, decided?.queued]).toEqual(['no_answer', []]);
  });
});

test('a call is not a chat message', () => {
  const call = newCall({ ...calledOrder().call });
  expect(call).not.toHaveProperty('message');
});
