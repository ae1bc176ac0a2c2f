import { expect, test } from 'vitest';
import { useTable } from '../../support/table/setting.ts';
import { CREDIT, runScenario } from './scenario.ts';

useTable();

const policy = { callPolicy: { maxAttempts: 2, delaysMinutes: [10] } };

test.each<[digits: string, status: string, calls: string[]]>([
  ['4567', 'confirmed', ['whatsapp confirmed']],
  ['0001', 'cancelled', ['whatsapp cancelled']],
  ['0003', 'needs_review', ['whatsapp novedad']],
  ['0002', 'pending', ['call no_answer', 'call no_answer', 'whatsapp no_answer']],
  ['0004', 'confirmed', ['call confirmed', 'call no_answer', 'whatsapp no_answer']],
  ['0005', 'confirmed', ['call confirmed', 'call failed', 'whatsapp failed']],
  ['0006', 'pending', ['call voicemail', 'call voicemail', 'whatsapp no_answer']],
  ['0007', 'pending', ['call unknown', 'call unknown', 'whatsapp no_answer']],
])('the simulated customer %s leaves the order %s', async (digits, status, outcomes) => {
  const { order, calls, whatsapp, paid, finals } = await runScenario([], {
    mode: 'test',
    phone: `+57300123${digits}`,
    settings: { ...policy, whatsapp: null, voiceAgent: null, messageCredit: 0 },
  });
  expect(order.status).toBe(status);
  expect(calls.map(({ channel = 'call', outcome }) => `${channel} ${outcome}`).toSorted()).toEqual(outcomes);
  // Nobody is written to, and nothing is paid for.
  expect([whatsapp.messages, paid, finals.length]).toEqual([[], { messages: CREDIT, calls: 0 }, 1]);
});

test('what a simulated customer writes is the note, in the language of the order', async () => {
  const { calls } = await runScenario([], {
    mode: 'test',
    phone: '+573001230003',
    settings: { whatsapp: null },
    orders: [{ metadata: { language: 'pt' } }],
  });
  expect(calls).toMatchObject([
    {
      provider: 'simulator',
      outcome: 'novedad',
      durationSeconds: 0,
      summary: 'O endereço é outro: Torre 2, Apto 502',
      transcript: expect.stringMatching(/^Loja: Olá Juan, .*\nCliente: O endereço é outro/),
    },
  ]);
});
