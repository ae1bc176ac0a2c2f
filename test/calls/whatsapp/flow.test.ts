import { describe, expect, test } from 'vitest';
import { isOptedOut } from '../../../shared/tenants/opt-outs.ts';
import type { MessageUpdate } from '../../fakes/whatsapp.ts';
import { engine, useTable } from '../../support/table/setting.ts';
import { CREDIT, runScenario } from './scenario.ts';

useTable();

const once = { callPolicy: { maxAttempts: 1, delaysMinutes: [10] } };
const taken = { messages: 1, calls: 0 };
const question =
  'Tienda: Hola Juan, gracias por su compra en Mi Tienda. Su pedido: Samsung Galaxy S25 x1. Total a pagar al recibirlo: COP 85.600. Dirección de entrega: Calle 45 #23-12, Apto 301, Bogota. ¿Lo confirma?';

describe('a customer who gets a chat message', () => {
  test('confirms, and the webhook has the chat message as its call', async () => {
    const { order, calls, finals, paid, dials, refused, events, triggered, whatsapp, minutes } =
      await runScenario([
        [
          [2, 'sent'],
          [3, 'delivered'],
          [20, 'read'],
          [40, { press: 0 }],
        ],
      ]);
    expect(calls).toMatchObject([
      {
        id: triggered[0]?.callId,
        ...{ channel: 'whatsapp', status: 'ended', outcome: 'confirmed', reason: null },
        ...{ provider: 'whatsapp', providerCallId: whatsapp.messages[0]?.id },
        ...{ durationSeconds: 0, recordingUrl: null },
        transcript: `${question}\nCliente: Confirmar`,
        summary: 'El cliente confirmó el pedido por WhatsApp.',
      },
    ]);
    expect(order).toMatchObject({
      status: 'confirmed',
      confirmation: { outcome: 'confirmed', attempts: 0 },
      addressFinal: 'Calle 45 #23-12, Apto 301',
    });
    expect(finals).toMatchObject([
      {
        call: { id: triggered[0]?.callId, outcomeFinal: 'confirmed', durationSeconds: 0, recordingUrl: null },
      },
    ]);
    expect(events.map(({ type, data }) => ('status' in data ? `${type} ${data.status}` : type))).toEqual([
      'order.created',
      'call.queued',
      'message.progressed sent',
      'message.progressed delivered',
      'message.progressed read',
      'call.ended',
      'order.status_changed',
      'call.outcome_final',
    ]);
    expect(whatsapp.messages).toMatchObject([
      {
        to: '573001234567',
        variables: [
          'Juan',
          'Mi Tienda',
          'Samsung Galaxy S25 x1',
          'COP 85.600',
          'Calle 45 #23-12, Apto 301, Bogota',
        ],
      },
    ]);
    expect([paid, dials, refused, Math.round(minutes)]).toEqual([taken, [], [], 30]);
  });

  test.each<[MessageUpdate, string, string, string]>([
    [{ press: 0 }, 'confirmed', 'confirmed', 'El cliente confirmó el pedido por WhatsApp.'],
    [{ reply: 0 }, 'confirmed', 'confirmed', 'El cliente confirmó el pedido por WhatsApp.'],
    [{ press: 1 }, 'cancelled', 'cancelled', 'El cliente canceló el pedido por WhatsApp.'],
    [{ reply: 1 }, 'cancelled', 'cancelled', 'El cliente canceló el pedido por WhatsApp.'],
    [{ press: 2 }, 'novedad', 'needs_review', 'El cliente dice por WhatsApp que algo está mal.'],
    [
      { press: 0, withoutFrom: true },
      'confirmed',
      'confirmed',
      'El cliente confirmó el pedido por WhatsApp.',
    ],
    [{ text: 'Sí, confirmo' }, 'confirmed', 'confirmed', 'El cliente confirmó el pedido por WhatsApp.'],
    [{ text: '👍🏽' }, 'confirmed', 'confirmed', 'El cliente confirmó el pedido por WhatsApp.'],
    [{ text: 'No lo quiero' }, 'cancelled', 'cancelled', 'El cliente canceló el pedido por WhatsApp.'],
    [{ text: 'yes please' }, 'confirmed', 'confirmed', 'El cliente confirmó el pedido por WhatsApp.'],
    [{ text: 'não' }, 'cancelled', 'cancelled', 'El cliente canceló el pedido por WhatsApp.'],
    [{ text: 'जी हाँ' }, 'confirmed', 'confirmed', 'El cliente confirmó el pedido por WhatsApp.'],
    [{ text: '¿Puede ser el martes?' }, 'novedad', 'needs_review', '¿Puede ser el martes?'],
    [
      { text: 'Sí, pero la dirección es otra', quotes: true },
      'novedad',
      'needs_review',
      'Sí, pero la dirección es otra',
    ],
    [{ media: 'audio' }, 'novedad', 'needs_review', '[audio]'],
  ])('%j is %s', async (answer, outcome, status, summary) => {
    const { order, calls, finals, paid, dials, minutes } = await runScenario([[[5, answer]]], {
      settings: once,
    });
    expect(calls).toMatchObject([{ channel: 'whatsapp', outcome, summary }]);
    expect(order).toMatchObject({ status, confirmation: { outcome, attempts: 0 } });
    expect([finals.length, paid, dials.length]).toEqual([1, taken, 0]);
    expect(minutes).toBeGreaterThan(1);
  });

  test.each(['STOP', 'Baja', 'pare', 'SAIR', 'por favor no me escriban más'])(
    'and writes %s is neither written to nor called again, by any order',
    async (text) => {
      const { calls, order, scope, paid } = await runScenario([[[5, { text }]]]);
      expect(calls).toMatchObject([
        { outcome: 'no_answer', reason: 'opt_out', transcript: `${question}\nCliente: ${text}` },
      ]);
      expect(order).toMatchObject({ status: 'pending', confirmation: { outcome: 'no_answer' } });
      expect(await isOptedOut(engine.table, scope, '+573001234567')).toBe(true);
      expect(paid).toEqual(taken);
    },
  );

  test('answers in the language of the template', async () => {
    const { calls } = await runScenario([[[5, { press: 0 }]]], {
      before({ whatsapp: { number } }) {
        number.template.language = 'pt_BR';
      },
      settings: { whatsapp: { template: { name: 'confirm_order', language: 'pt_BR' } } },
    });
    expect(calls[0]?.transcript?.split('\n')).toEqual([
      expect.stringMatching(/^Loja: Olá Juan, .*R?\$?COP 85\.600/),
      'Cliente: Confirmar',
    ]);
  });

  test('gets names and products as Meta accepts them', async () => {
    const { whatsapp, calls } = await runScenario([[[5, { press: 0 }]]], {
      orders: [
        {
          customer: { name: 'Ana\n\tMaría     Gómez', phone: '+573001234567', ns: null, city: null },
          products: `${'Crema de manos, '.repeat(60)}\u0000`,
          address: null,
        },
      ],
    });
    const [message] = whatsapp.messages;
    expect(message?.variables).toEqual([
      'Ana María Gómez',
      'Mi Tienda',
      expect.stringMatching(/^Crema de manos, .*…$/),
      'COP 85.600',
      '-',
    ]);
    expect(calls).toMatchObject([{ outcome: 'confirmed' }]);
  });
});

describe('a chat message without an answer', () => {
  test('is followed by the call after half an hour, which alone counts and costs', async () => {
    const { calls, order, paid, dials, finals, triggered, events } = await runScenario([[[2, 'delivered']]]);
    expect(calls.map(({ channel = 'call', outcome, attempt }) => [channel, outcome, attempt])).toEqual([
      ['call', 'confirmed', 1],
      ['whatsapp', 'no_answer', 1],
    ]);
    expect(order).toMatchObject({ status: 'confirmed', confirmation: { attempts: 1 } });
    expect(finals).toMatchObject([{ call: { id: calls[0]?.id } }]);
    expect(calls[1]?.id).toBe(triggered[0]?.callId);
    expect([paid, dials.length]).toEqual([{ messages: 1, calls: 1 }, 1]);
    const queued = events.filter(({ type }) => type === 'call.queued');
    expect(queued.map(({ data }) => data)).toMatchObject([{ channel: 'whatsapp' }, { notBefore: null }]);
    const waited = new Date(calls[0]?.createdAt ?? 0).getTime() - new Date(calls[1]?.dialedAt ?? 0).getTime();
    expect(Math.round(waited / 60_000)).toBe(30);
  });

  test('waits as long as the settings say, also longer than a queue can', async () => {
    const { calls } = await runScenario([[]], { settings: { whatsappWaitMinutes: 150 } });
    const waited = new Date(calls[0]?.createdAt ?? 0).getTime() - new Date(calls[1]?.dialedAt ?? 0).getTime();
    expect(Math.round(waited / 60_000)).toBe(150);
  });

  test('waits less where time passes faster', async () => {
    const { calls } = await runScenario([[]], { speed: 60 });
    expect(calls.map(({ outcome }) => outcome)).toEqual(['confirmed', 'no_answer']);
    const waited = new Date(calls[0]?.createdAt ?? 0).getTime() - new Date(calls[1]?.dialedAt ?? 0).getTime();
    expect(Math.round(waited / 1000)).toBeLessThan(40);
  });

  test.each<[string, MessageUpdate, string | null]>([
    ['is not on WhatsApp', { fails: 131026 }, 'not_on_whatsapp'],
    ['cannot be reached', { fails: 131049 }, null],
  ])('is followed by the call at once when the customer %s', async (_what, fails, reason) => {
    const { calls, paid, minutes, events } = await runScenario([[[10, fails]]]);
    expect(calls).toMatchObject([
      { outcome: 'confirmed' },
      { channel: 'whatsapp', outcome: 'failed', reason },
    ]);
    expect(events.find(({ data }) => 'status' in data && data.status === 'failed')).toMatchObject({
      type: 'message.progressed',
      data: { providerCode: String(Object.values(fails)[0]) },
    });
    expect(paid).toEqual({ messages: 1, calls: 1 });
    const waited =
      new Date(calls[0]?.createdAt ?? 0).getTime() - new Date(calls[1]?.createdAt ?? 0).getTime();
    expect(waited).toBeLessThan(60_000);
    expect(minutes).toBeLessThan(31);
  });

  test('is followed by the call when Meta refuses it, and costs nothing', async () => {
    const { calls, paid, whatsapp } = await runScenario([], {
      before: ({ whatsapp: { failures } }) => void failures.push({ status: 400, code: 131026 }),
    });
    expect(calls).toMatchObject([
      { outcome: 'confirmed' },
      { channel: 'whatsapp', outcome: 'failed', reason: 'not_on_whatsapp', durationSeconds: 0 },
    ]);
    expect([paid, whatsapp.messages.length]).toEqual([{ messages: 0, calls: 1 }, 0]);
  });

  test('ends the round where nothing follows', async () => {
    const { calls, order, finals } = await runScenario([[]], {
      settings: { confirmationChannels: ['whatsapp'] },
    });
    expect(calls).toMatchObject([{ channel: 'whatsapp', outcome: 'no_answer' }]);
    expect(order).toMatchObject({ status: 'pending', confirmation: { outcome: 'no_answer', attempts: 0 } });
    expect(finals).toMatchObject([{ call: { id: calls[0]?.id, outcomeFinal: 'no_answer' } }]);
  });
});

describe('an answer on one channel while the other continues', () => {
  const unreachable = '+573001230002';

  test('ends the round, also after the message was given up', async () => {
    const { calls, order, finals, dials } = await runScenario([[[33 * 60, { press: 1 }]]], {
      phone: unreachable,
    });
    expect(order).toMatchObject({ status: 'cancelled', confirmation: { outcome: 'cancelled', attempts: 1 } });
    expect(calls.filter(({ status }) => status === 'ended')).toMatchObject([
      { outcome: 'no_answer' },
      { channel: 'whatsapp', outcome: 'cancelled', summary: 'El cliente canceló el pedido por WhatsApp.' },
    ]);
    expect(finals).toMatchObject([{ call: { id: calls.at(-1)?.id, outcomeFinal: 'cancelled' } }]);
    expect(dials).toHaveLength(1);
  });

  test('changes nothing when the call brought one first: it is kept on the timeline', async () => {
    const { calls, order, finals, events, paid } = await runScenario([
      [
        [40 * 60, { press: 1, id: 'wamid.late' }],
        [41 * 60, { press: 1, id: 'wamid.late' }],
        [42 * 60, { text: 'Ya no lo quiero' }],
        [43 * 60, 'read'],
      ],
    ]);
    expect(order).toMatchObject({ status: 'confirmed', confirmation: { outcome: 'confirmed' } });
    expect(calls).toMatchObject([{ outcome: 'confirmed' }, { outcome: 'no_answer' }]);
    expect(finals).toHaveLength(1);
    expect(
      events.filter(({ type }) => type === 'message.answered_late').map(({ data }) => data),
    ).toMatchObject([
      { meaning: 'no', text: 'Cancelar', callId: calls[1]?.id },
      { meaning: 'no', text: 'Ya no lo quiero' },
    ]);
    expect(paid).toEqual({ messages: 1, calls: 1 });
  });

  test('is no longer one after days: the customer writes about something else', async () => {
    const { events } = await runScenario([[[4 * 86_400, { text: 'Hola, ¿tienen otra talla?' }]]]);
    expect(events.filter(({ type }) => type === 'message.answered_late')).toEqual([]);
  });

  test('opts out also when it is late', async () => {
    const { order, scope } = await runScenario([[[40 * 60, { text: 'STOP' }]]]);
    expect(order.status).toBe('confirmed');
    expect(await isOptedOut(engine.table, scope, '+573001234567')).toBe(true);
  });

  test('opts out also after more texts than are kept', async () => {
    const texts = Array.from({ length: 21 }, (_, index) => ({ text: `hola ${index}` }));
    const { scope } = await runScenario([
      [
        [5, ...texts],
        [60, { text: 'STOP' }],
      ],
    ]);
    expect(await isOptedOut(engine.table, scope, '+573001234567')).toBe(true);
  });

  test('of two answers the first one counts', async () => {
    const { order, finals, events } = await runScenario([[[5, { press: 0 }, { press: 1 }]]]);
    expect(order.status).toBe('confirmed');
    expect(finals).toHaveLength(1);
    expect(events.filter(({ type }) => type === 'message.answered_late')).toMatchObject([
      { data: { meaning: 'no' } },
    ]);
  });
});

describe('two open chat messages of one phone', () => {
  const orders = [{ products: 'Gel x1' }, { products: 'Crema x1' }];

  test('are distinguished by the message that is answered', async () => {
    const { all } = await runScenario([[[50, { press: 1 }]], [[60, { reply: 0 }]]], { orders });
    expect(all.map(({ order }) => order.status)).toEqual(['cancelled', 'confirmed']);
  });

  test('a text goes to the newest, and once that is answered to the other', async () => {
    const { all, dials } = await runScenario([[[70, { text: 'no' }]], [[50, { text: 'sí' }]]], { orders });
    expect(all.map(({ order }) => order.status)).toEqual(['cancelled', 'confirmed']);
    expect(dials).toEqual([]);
  });

  test('an opt-out ends the other too, before it is called: no attempt, no credit', async () => {
    const { all, dials, paid } = await runScenario([[], [[60, { text: 'STOP' }]]], { orders });
    expect(all.map(({ order }) => order.confirmation)).toMatchObject([
      { outcome: 'no_answer', attempts: 0 },
      { outcome: 'no_answer', attempts: 0 },
    ]);
    expect(all[0]?.calls).toMatchObject([
      { outcome: 'no_answer', reason: 'opt_out', charged: false },
      { channel: 'whatsapp', outcome: 'no_answer' },
    ]);
    expect([dials, paid]).toEqual([[], { messages: 2, calls: 0 }]);
  });

  test('a text that quotes one goes there', async () => {
    const { all } = await runScenario([[[50, { text: 'sí', quotes: true }]], [[60, { text: 'no' }]]], {
      orders,
    });
    expect(all.map(({ order }) => order.status)).toEqual(['confirmed', 'cancelled']);
  });
});

describe('what Meta reports', () => {
  const script = [
    [
      [2, 'sent'],
      [3, 'delivered'],
      [4, 'read'],
      [40, { press: 0 }],
    ],
  ] as const;

  test('counts once however often it comes', async () => {
    const { calls, finals, paid, events } = await runScenario(script, { copies: () => 3 });
    expect(calls).toMatchObject([{ outcome: 'confirmed' }]);
    expect([finals.length, paid, events.length]).toEqual([1, taken, 8]);
  });

  test('may come in any order', async () => {
    const { calls, finals, paid } = await runScenario([[[5, { press: 0 }, 'read', 'delivered', 'sent']]]);
    expect(calls).toMatchObject([{ outcome: 'confirmed' }]);
    expect([finals.length, paid]).toEqual([1, taken]);
  });

  test('may be lost, but for the answer', async () => {
    const { calls, paid } = await runScenario(script, {
      copies: ({ body }) => (body.includes('"statuses"') ? 0 : 1),
    });
    expect(calls).toMatchObject([{ outcome: 'confirmed' }]);
    expect(paid).toEqual(taken);
  });

  test('may be all of it lost: the customer is called', async () => {
    const { calls, paid } = await runScenario(script, { copies: () => 0 });
    expect(calls.map(({ outcome }) => outcome)).toEqual(['confirmed', 'no_answer']);
    expect(paid).toEqual({ messages: 1, calls: 1 });
  });
});

describe('a request to send whose answer is lost', () => {
  const sent = [
    [
      [1, 'sent'],
      [30, { press: 0 }],
    ],
  ] as const;

  test('is not repeated when an update shows that it was accepted, and costs once', async () => {
    const { calls, whatsapp, paid } = await runScenario(sent, {
      before: ({ whatsapp: { failures } }) => void failures.push({ lost: 'after' }),
    });
    expect(calls).toMatchObject([{ outcome: 'confirmed', providerCallId: whatsapp.messages[0]?.id }]);
    expect([whatsapp.messages.length, paid]).toEqual([1, taken]);
  });

  test('is found by the phone where nothing returns our reference', async () => {
    const { calls, whatsapp, paid } = await runScenario(sent, {
      echoes: false,
      before: ({ whatsapp: { failures } }) => void failures.push({ lost: 'after' }),
    });
    expect(calls).toMatchObject([{ outcome: 'confirmed', providerCallId: whatsapp.messages[0]?.id }]);
    expect([whatsapp.messages.length, paid]).toEqual([1, taken]);
  });

  test('is repeated after two minutes without an update', async () => {
    const { calls, whatsapp, paid } = await runScenario([[[5, { press: 0 }]]], {
      before: ({ whatsapp: { failures } }) => void failures.push({ lost: 'before' }),
    });
    expect(calls).toMatchObject([{ outcome: 'confirmed' }]);
    const asked = new Date(calls[0]?.askedAt ?? 0).getTime() - new Date(calls[0]?.createdAt ?? 0).getTime();
    expect([whatsapp.messages.length, paid, Math.round(asked / 60_000)]).toEqual([1, taken, 2]);
  });

  test('is one question when it came twice: the first answer counts, to either, and it costs once', async () => {
    const { calls, whatsapp, paid, finals, events } = await runScenario(
      [
        [[150, { press: 0 }]],
        [
          [60, { fails: 131049 }],
          [90, { press: 1 }],
        ],
      ],
      { before: ({ whatsapp: { failures } }) => void failures.push({ lost: 'after' }) },
    );
    expect(whatsapp.messages).toHaveLength(2);
    expect([finals.length, paid.messages]).toEqual([1, 1]);
    expect(calls.at(-1)).toMatchObject({ outcome: 'confirmed' });
    expect(events.filter(({ type }) => type === 'message.answered_late')).toHaveLength(1);
  });

  test('is followed by the call after several attempts', async () => {
    const { calls, whatsapp, paid } = await runScenario([], {
      before: ({ whatsapp: { failures } }) =>
        void failures.push({ status: 502 }, { lost: 'before' }, { status: 500 }),
    });
    expect(calls).toMatchObject([{ outcome: 'confirmed' }, { channel: 'whatsapp', outcome: 'failed' }]);
    expect([whatsapp.messages.length, paid]).toEqual([0, { messages: 0, calls: 1 }]);
  });
});

describe('credit', () => {
  test('without messages leaves the calls', async () => {
    const { calls, whatsapp } = await runScenario([], { settings: { messageCredit: 0 } });
    expect(calls).toMatchObject([{ outcome: 'confirmed' }]);
    expect([calls[0]?.channel, whatsapp.messages.length]).toEqual([undefined, 0]);
  });

  test('that runs out before sending leads to the call at once', async () => {
    const { all, paid, whatsapp } = await runScenario([[[5, { press: 0 }]]], {
      settings: { messageCredit: 1 },
      orders: [{ products: 'Gel x1' }, { products: 'Crema x1' }],
    });
    const outcomes = all.map(({ calls }) =>
      calls.map(({ outcome, reason }) => `${outcome} ${reason}`).toSorted(),
    );
    expect(outcomes).toEqual([['confirmed null'], ['confirmed null', 'failed credit_exhausted']]);
    expect([paid.messages, whatsapp.messages.length]).toEqual([CREDIT, 1]);
  });

  test('without calls leaves the chat message, and nothing follows it', async () => {
    const { calls, order, paid } = await runScenario([[]], { settings: { callCredit: 0 } });
    expect(calls).toMatchObject([{ channel: 'whatsapp', outcome: 'no_answer' }]);
    expect(order.confirmation).toMatchObject({ outcome: 'no_answer', attempts: 0 });
    expect(paid.calls).toBe(CREDIT);
  });

  test('that is not limited is not counted', async () => {
    const { calls } = await runScenario([[[5, { press: 0 }]]], { settings: { messageCredit: null } });
    expect(calls).toMatchObject([{ outcome: 'confirmed', charged: false }]);
  });
});

describe('channels', () => {
  test('are tried in the order of the settings', async () => {
    const { calls, order, paid, finals } = await runScenario([[[10, { press: 0 }]]], {
      phone: '+573001230002',
      settings: { ...once, confirmationChannels: ['call', 'whatsapp'] },
    });
    expect(calls.map(({ channel = 'call', outcome }) => [channel, outcome])).toEqual([
      ['whatsapp', 'confirmed'],
      ['call', 'no_answer'],
    ]);
    expect(order).toMatchObject({ status: 'confirmed', confirmation: { attempts: 1 } });
    expect([paid, finals.length]).toEqual([taken, 1]);
  });

  test('hold for confirmations only', async () => {
    const { calls, whatsapp } = await runScenario([], { callType: 'recovery' });
    expect(calls).toMatchObject([{ outcome: 'recovered' }]);
    expect(whatsapp.messages).toEqual([]);
  });

  test('that are not set up are passed over', async () => {
    const { calls } = await runScenario([], { settings: { whatsapp: null } });
    expect(calls).toMatchObject([{ outcome: 'confirmed' }]);
  });

  test('a chat message alone needs no voice agent', async () => {
    const { calls } = await runScenario([[]], { settings: { voiceAgent: null } });
    expect(calls).toMatchObject([{ channel: 'whatsapp', outcome: 'no_answer' }]);
  });
});
