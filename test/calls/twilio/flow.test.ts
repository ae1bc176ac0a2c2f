import { describe, expect, test } from 'vitest';
import { isOptedOut } from '../../../shared/tenants/opt-outs.ts';
import type { Customer } from '../../fakes/twilio.ts';
import { engine, useTable } from '../../support/table/setting.ts';
import { runScenario } from './scenario.ts';

useTable();

const once = { callPolicy: { maxAttempts: 1, delaysMinutes: [10] } };
const says = (words: string): Customer => ({ replies: [{ words }] });
const presses = (...keys: string[]): Customer => ({ replies: keys.map((key) => ({ key })) });

describe('a customer who picks up', () => {
  test.each<[string, Customer, string, string]>([
    ['presses 1', presses('1'), 'confirmed', 'confirmed'],
    ['says yes', says('Sí, claro'), 'confirmed', 'confirmed'],
    ['presses 2', presses('2'), 'cancelled', 'cancelled'],
    ['says no', says('no, ya no lo quiero'), 'cancelled', 'cancelled'],
    ['presses 3', { ...presses('3'), complaint: 'Es otra torre' }, 'novedad', 'needs_review'],
    [
      'says that something is wrong',
      { ...says('algo está mal'), complaint: 'Otra talla' },
      'novedad',
      'needs_review',
    ],
    ['presses 3 and says nothing', presses('3'), 'novedad', 'needs_review'],
    ['is asked once more', presses('7', '1'), 'confirmed', 'confirmed'],
    [
      'says a word of code first',
      { replies: [{ words: 'constructor' }, { key: '1' }] },
      'confirmed',
      'confirmed',
    ],
    ['says something else first', { replies: ['silence', { words: 'sí' }] }, 'confirmed', 'confirmed'],
  ])('%s', async (_what, customer, outcome, status) => {
    const { order, calls, finals, twilio, charged, refused } = await runScenario([customer]);
    expect(calls.map((call) => call.outcome)).toEqual([outcome]);
    expect(order).toMatchObject({ status, confirmation: { outcome, attempts: 1 } });
    expect(finals).toHaveLength(1);
    expect(twilio.calls).toHaveLength(1);
    expect(calls[0]).toMatchObject({
      provider: 'twilio',
      providerCallId: twilio.calls[0]?.sid,
      durationSeconds: 20,
      recordingUrl: expect.stringMatching(/^https:\/\/api\.twilio\.com\/.*\/Recordings\/RE/),
      summary: expect.any(String),
    });
    expect([charged, refused]).toEqual([1, []]);
  });

  test('hears who calls, what was ordered, what it costs and where it goes, and the transcript has the same', async () => {
    const { heard, calls } = await runScenario([presses('1')]);
    expect(heard).toEqual([
      'agent: Hola Juan. Le llamamos de Mi Tienda. Esta llamada puede ser grabada.',
      'agent: Tenemos su pedido: Samsung Galaxy S25 x1, por 85.600 pesos colombianos, para pagar al recibirlo.',
      'agent: La dirección de entrega es Calle 45 #23-12, Apto 301, Bogota.',
      'agent: Para confirmarlo, marque 1 o diga sí. Si no, marque 2 o diga no. Si algo está mal, marque 3. Para no recibir más llamadas, marque 9.',
      'customer: [1]',
      'agent: Muchas gracias. Hasta pronto.',
    ]);
    expect(calls[0]?.transcript?.split('\n')).toEqual([
      expect.stringMatching(/^Agente: Hola Juan\. .*marque 9\.$/),
      'Cliente: 1',
      'Agente: Muchas gracias. Hasta pronto.',
    ]);
  });

  test('and never wants to be called again is not, by any order', async () => {
    const { calls, order, scope, charged } = await runScenario([presses('9')]);
    expect(calls).toMatchObject([{ outcome: 'no_answer', reason: 'opt_out' }]);
    expect(order.confirmation).toMatchObject({ outcome: 'no_answer', attempts: 1 });
    expect(await isOptedOut(engine.table, scope, '+573001234567')).toBe(true);
    expect(charged).toBe(1);
  });

  test('hears a goodbye after staying silent twice, and nothing is decided', async () => {
    const { calls, heard, charged } = await runScenario([{ replies: ['silence', 'silence'] }], {
      settings: once,
    });
    expect(calls).toMatchObject([{ outcome: 'unknown', durationSeconds: 20 }]);
    expect(heard.at(-1)).toBe('agent: No le entendimos. Hasta luego.');
    expect(charged).toBe(1);
  });

  test('of a recovery call recovers', async () => {
    const { calls } = await runScenario([presses('1')], { callType: 'recovery' });
    expect(calls).toMatchObject([{ outcome: 'recovered' }]);
  });

  test('is spoken to in the language of the order, with names that are no markup', async () => {
    const { heard, twilio } = await runScenario([presses('1')], {
      order: {
        metadata: { language: 'pt-BR' },
        customer: { name: '<b>Ana & "Eu"</b>', phone: '+573001234567', ns: null, city: null },
      },
    });
    expect(heard[0]).toBe(
      'agent: Olá <b>Ana & "Eu"</b>. Esta é uma ligação da Mi Tienda, que pode ser gravada.',
    );
    expect(twilio.calls).toHaveLength(1);
  });

  test('hears the tenant’s own words', async () => {
    const { heard } = await runScenario([presses('1')], {
      settings: {
        voiceAgent: { texts: { greeting: 'Buenas, {customerName}', confirmed: 'Listo {orderNumber}' } },
      },
    });
    expect([heard[0], heard.at(-1)]).toEqual(['agent: Buenas, Juan', 'agent: Listo #1001']);
  });
});

describe('a dial that reaches nobody', () => {
  test.each<[Customer, string]>([
    [{ ends: 'busy' }, 'busy'],
    [{ ends: 'no-answer' }, 'no_answer'],
    [{ ends: 'failed' }, 'failed'],
    [{ ends: 'canceled' }, 'no_answer'],
  ])('%j is tried again, and costs nothing', async (customer, outcome) => {
    const { calls, order, charged, twilio } = await runScenario([customer, presses('1')]);
    expect(calls.map((call) => call.outcome)).toEqual(['confirmed', outcome]);
    expect(order.status).toBe('confirmed');
    expect([charged, twilio.calls.length]).toEqual([1, 2]);
  });

  test('is not tried again when the number cannot exist', async () => {
    const { calls, charged } = await runScenario([{ ends: 'failed', errorCode: '21217' }]);
    expect(calls).toMatchObject([{ outcome: 'failed', reason: 'invalid_number' }]);
    expect(charged).toBe(0);
  });
});

describe('an answering machine', () => {
  test.each<[string, Customer]>([
    ['at once', { answeredBy: 'machine_start', verdict: 'early' }],
    ['that seems to say yes', { ...says('sí'), answeredBy: 'machine_end_beep', verdict: 'late' }],
    ['whose verdict comes late', { replies: ['silence'], answeredBy: 'machine_start', verdict: 'late' }],
    ['a fax', { answeredBy: 'fax' }],
  ])('%s is a voicemail and never confirms', async (_what, customer) => {
    const { calls, order, charged } = await runScenario([customer], { settings: once });
    expect(calls).toMatchObject([{ outcome: 'voicemail', durationSeconds: 20 }]);
    expect(order).toMatchObject({ status: 'pending', confirmation: { outcome: 'no_answer' } });
    expect(charged).toBe(1);
  });

  test('ends the call when it is recognised', async () => {
    const { twilio, heard } = await runScenario([{ answeredBy: 'machine_start', verdict: 'early' }], {
      settings: once,
    });
    expect(heard).toEqual([]);
    expect(twilio.calls).toHaveLength(1);
  });

  test('that presses keys is a human', async () => {
    const { calls } = await runScenario([{ ...presses('1'), answeredBy: 'machine_start', verdict: 'late' }]);
    expect(calls).toMatchObject([{ outcome: 'confirmed' }]);
  });

  test('that is uncertain counts as a human', async () => {
    const { calls } = await runScenario([{ ...presses('1'), answeredBy: 'unknown' }]);
    expect(calls).toMatchObject([{ outcome: 'confirmed' }]);
  });
});

describe('callbacks', () => {
  test('that all come twice count once', async () => {
    const { calls, charged, finals, twilio } = await runScenario([presses('7', '1')], { copies: () => 2 });
    expect(calls).toMatchObject([{ outcome: 'confirmed' }]);
    expect([charged, finals.length, twilio.calls.length]).toEqual([1, 1, 1]);
    expect(calls[0]?.transcript?.split('\n')).toHaveLength(5);
  });

  test('whose last one is lost: the answer is kept, and the poll ends the call', async () => {
    const lost = (callback: { body: string }) => (callback.body.includes('CallStatus=completed') ? 0 : 1);
    const { calls, charged, minutes, twilio } = await runScenario([presses('1')], { copies: lost });
    expect(calls).toMatchObject([{ outcome: 'confirmed', durationSeconds: 20 }]);
    expect(calls[0]?.transcript).toMatch(/^Agente: Hola Juan.*\nCliente: 1\nAgente: Muchas gracias/);
    expect([charged, twilio.calls.length]).toEqual([1, 1]);
    expect(minutes).toBeCloseTo(2, 0);
  });

  test('that never come: polls find that it is over', async () => {
    const { calls, charged } = await runScenario([presses('1')], { copies: () => 0, settings: once });
    expect(calls).toMatchObject([{ outcome: 'unknown', durationSeconds: 20 }]);
    expect(calls[0]?.transcript).toMatch(/^Agente: Hola Juan/);
    expect(charged).toBe(1);
  });

  test('that never come, of a call that Twilio does not end: it is unknown after an hour', async () => {
    const { calls, minutes } = await runScenario([], { settings: once });
    expect(calls).toMatchObject([{ outcome: 'unknown' }]);
    expect(minutes).toBeCloseTo(60, 0);
  });
});

describe('a request for a dial whose answer is lost', () => {
  test('is looked for, and not repeated when it was dialed', async () => {
    const { calls, twilio, charged } = await runScenario([presses('1')], {
      before: ({ failures }) => failures.push({ lost: 'after' }),
    });
    expect(calls).toMatchObject([{ outcome: 'confirmed', providerCallId: twilio.calls[0]?.sid }]);
    expect([twilio.calls.length, charged]).toEqual([1, 1]);
  });

  test('is found although no callback comes', async () => {
    const { calls, twilio } = await runScenario([presses('1')], {
      copies: () => 0,
      settings: once,
      before: ({ failures }) => failures.push({ lost: 'after' }),
    });
    expect(calls).toMatchObject([{ outcome: 'unknown', providerCallId: twilio.calls[0]?.sid }]);
    expect(twilio.calls).toHaveLength(1);
  });

  test('is made again after two minutes when it was not dialed', async () => {
    const { calls, twilio, minutes } = await runScenario([presses('1')], {
      before: ({ failures }) => failures.push({ lost: 'before' }),
    });
    expect(calls).toMatchObject([{ outcome: 'confirmed', attempt: 1 }]);
    expect(twilio.calls).toHaveLength(1);
    const dialed = twilio.calls[0]?.createdAt.getTime() ?? 0;
    expect((dialed - new Date(calls[0]?.createdAt ?? '').getTime()) / 1000).toBeGreaterThanOrEqual(120);
    expect(minutes).toBeGreaterThan(2);
  });

  test('and that Twilio answers with a server error is looked for too', async () => {
    const { calls, twilio } = await runScenario([presses('1')], {
      before: ({ failures }) => failures.push({ status: 503 }),
    });
    expect(calls).toMatchObject([{ outcome: 'confirmed', attempt: 1 }]);
    expect(twilio.calls).toHaveLength(1);
  });
});
