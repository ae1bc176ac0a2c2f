import { describe, expect, test } from 'vitest';
import { sendFailureOf } from '../../../shared/calls/chat/whatsapp/whatsapp-errors.ts';
import { buttonPayload } from '../../../shared/calls/chat/whatsapp/whatsapp-reference.ts';
import { updatesIn } from '../../../shared/calls/chat/whatsapp/whatsapp-webhook.ts';
import type { CallReference } from '../../../shared/calls/telephony/port/reference.ts';

const failed = (status: number | null, body: string | null, failure = 'http_status') =>
  ({ ok: false, failure, status, body, durationMs: 1 }) as Parameters<typeof sendFailureOf>[0];

const coded = (code: number, status = 400) => failed(status, JSON.stringify({ error: { code } }));

describe('an error of Meta’s', () => {
  test.each<[string, readonly number[]]>([
    ['authentication', [0, 190]],
    ['account', [3, 10, 200, 299, 368, 131005, 131031, 131042]],
    ['caller_number', [33, 131045, 133010]],
    ['destination_country', [130497]],
    ['trial_account', [131030]],
    ['settings', [100, 131008, 131009, 132000, 132001, 132007, 132012, 132015, 132016]],
  ])('is a fault of the settings: %s', (code, all) => {
    for (const one of all)
      expect(sendFailureOf(coded(one)), String(one)).toEqual({
        status: 'fault',
        code,
        providerCode: String(one),
      });
  });

  test.each([1, 2, 4, 80007, 130429, 131000, 131016, 131048, 131056, 131057, 133004])(
    'passes: %i',
    (code) => {
      expect(sendFailureOf(coded(code, 500))).toEqual({ status: 'later' });
    },
  );

  test('says that the phone is not on WhatsApp', () => {
    expect(sendFailureOf(coded(131026))).toEqual({ status: 'refused', reason: 'not_on_whatsapp' });
  });

  test.each([
    [coded(131049), { status: 'refused' }],
    [coded(999999), { status: 'refused' }],
    [coded(999999, 499), { status: 'refused' }],
    [coded(999999, 500), { status: 'later' }],
    [failed(401, ''), { status: 'fault', code: 'authentication', providerCode: '401' }],
    [failed(404, '<html>'), { status: 'fault', code: 'settings', providerCode: '404' }],
    [failed(429, null), { status: 'later' }],
    [failed(400, '{"error":{}}'), { status: 'refused' }],
    // It may have been sent.
    [failed(500, '<html>'), { status: 'unknown', reason: 'http_500' }],
    [failed(null, null, 'timeout'), { status: 'unknown', reason: 'timeout' }],
    [failed(null, null, 'reset'), { status: 'unknown', reason: 'reset' }],
    // It was not.
    [failed(null, null, 'refused'), { status: 'later' }],
    [failed(null, null, 'dns'), { status: 'later' }],
  ])('%j is %j', (outcome, sent) => {
    expect(sendFailureOf(outcome)).toEqual(sent);
  });
});

const tenantId = 'tnt_01kandk9hsy3rrfqq9xsnx7n6e';
const reference: CallReference = {
  ...{ tenantId, mode: 'live' as const },
  ...{ orderId: 'ord_01kandk9hsy3rrfqq9xsnx7n6e', callId: 'call_01kandk9hsy3rrfqq9xsnx7n6e' },
};

const read = (...values: object[]) =>
  updatesIn({ entry: values.map((value) => ({ changes: [{ value }] })) }, tenantId, '42');

describe('what a customer does', () => {
  const base = { id: 'wamid.answer', from: '573001234567' };
  const context = { id: 'wamid.question' };
  const found = { messageId: 'wamid.question', phone: '+573001234567' };
  const answer = (meaning: string, said: string, isTyped: boolean) => ({
    update: { answer: { id: 'wamid.answer', meaning, text: said, isTyped } },
  });

  test.each([
    ['yes', 'Confirmar'],
    ['no', 'Cancelar'],
    ['problem', 'Algo está mal'],
  ] as const)('a button is recognised by its payload: %s', (button, title) => {
    const payload = buttonPayload(button, reference);
    expect(payload.length).toBeLessThanOrEqual(128);
    const told = [
      { ...base, context, type: 'button', button: { payload, text: title } },
      {
        ...base,
        context,
        type: 'interactive',
        interactive: { type: 'button_reply', button_reply: { id: payload, title } },
      },
    ];
    for (const message of told)
      expect(read({ messages: [message] })).toMatchObject([
        { ...found, reference, ...answer(button, title, false) },
      ]);
  });

  test('a button of another template is read by its words', () => {
    const button = { payload: 'CONFIRM_1', text: 'Sí, confirmo' };
    expect(read({ messages: [{ ...base, context, type: 'button', button }] })).toMatchObject([
      { ...found, reference: undefined, ...answer('yes', 'Sí, confirmo', false) },
    ]);
    const odd = { payload: 'yes.live.ord_1.call_1', text: 'Más tarde' };
    expect(read({ messages: [{ ...base, context, type: 'button', button: odd }] })).toMatchObject([
      { reference: undefined, ...answer('note', 'Más tarde', true) },
    ]);
  });

  test.each([
    ['sí', 'yes'],
    ['No, gracias', 'no'],
    ['👍', 'yes'],
    ['👍🏿 👍', 'yes'],
    ['👎', 'note'],
    ['algo está mal', 'problem'],
    ['STOP', 'opt_out'],
    ['a las 3 por favor', 'note'],
    ['', 'note'],
  ])('%j means %s', (words, meaning) => {
    const message = { ...base, type: 'text', text: { body: words } };
    expect(read({ messages: [message] })).toMatchObject([
      { messageId: undefined, phone: '+573001234567', update: { answer: { meaning, isTyped: true } } },
    ]);
  });

  test.each(['audio', 'image', 'location', 'sticker'])('%s is a note for people to check', (type) => {
    expect(read({ messages: [{ ...base, type, [type]: {} }] })).toMatchObject([
      answer('note', `[${type}]`, true),
    ]);
  });

  test.each(['reaction', 'system', 'unsupported', 'revoke'])('%s says nothing', (type) => {
    expect(read({ messages: [{ ...base, type }] })).toEqual([]);
  });

  test('a long text is cut, and its control characters are gone', () => {
    const [told] = read({
      messages: [{ ...base, type: 'text', text: { body: `a\u0000${'b'.repeat(3000)}` } }],
    });
    expect(told?.update.answer?.text).toBe(`a${'b'.repeat(999)}`);
  });

  test('a customer with a user name has no phone', () => {
    const { from: _from, ...nameless } = base;
    const message = { ...nameless, context, type: 'text', text: { body: 'sí' } };
    expect(read({ messages: [message] })).toMatchObject([{ messageId: 'wamid.question', phone: undefined }]);
  });
});

describe('the status of a chat message', () => {
  test.each(['sent', 'delivered', 'read'] as const)('%s', (status) => {
    const told = { id: 'wamid.q', status, recipient_id: '573001234567', biz_opaque_callback_data: 'x' };
    expect(read({ statuses: [told] })).toEqual([
      {
        reference: undefined,
        messageId: 'wamid.q',
        phone: '+573001234567',
        update: { messageId: 'wamid.q', status },
      },
    ]);
  });

  test.each([
    [131026, { reason: 'not_on_whatsapp', providerCode: '131026' }],
    [131049, { providerCode: '131049' }],
    [undefined, { providerCode: null }],
  ])('failed with %s', (code, failure) => {
    const told = { id: 'wamid.q', status: 'failed', ...(code && { errors: [{ code }] }) };
    expect(read({ statuses: [told] })).toMatchObject([{ update: { status: 'failed', failure } }]);
  });

  test('one request brings several of them, and answers, in order', () => {
    const told = read(
      {
        statuses: [
          { id: 'a', status: 'sent' },
          { id: 'b', status: 'read' },
        ],
      },
      { messages: [{ id: 'c', type: 'text', text: { body: 'sí' } }] },
      { metadata: { phone_number_id: '43' }, statuses: [{ id: 'd', status: 'sent' }] },
    );
    expect(told.map(({ messageId, update }) => messageId ?? update.answer?.id)).toEqual(['a', 'b', 'c']);
  });
});
