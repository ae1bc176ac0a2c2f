import { describe, expect, test } from 'vitest';
import type { Message, QueueName, Queues } from '../../../shared/adapters/queues/queues.ts';
import type { ReportedOutcome } from '../../../shared/calls/telephony/port/outcomes.ts';
import { createSimulator, simulate } from '../../../shared/calls/telephony/simulator/simulator.ts';
import { callStart } from '../support/call-start.ts';

const FAILURE = 'provider failure';

function play(lastFour: string, attempt: number, callType: 'confirmation' | 'recovery' = 'confirmation') {
  const simulation = simulate(callStart({ phone: `+57300000${lastFour}`, attempt, script: { callType } }));
  return simulation.failure ? FAILURE : simulation.report.outcome;
}

describe('the last four digits decide how each dial of a round ends', () => {
  test.each<[lastFour: string, dials: (ReportedOutcome | typeof FAILURE)[]]>([
    ['0001', ['cancelled']],
    ['0002', ['no_answer', 'no_answer', 'no_answer']],
    ['0003', ['novedad']],
    ['0004', ['no_answer', 'confirmed']],
    ['0005', [FAILURE, 'confirmed']],
    ['0006', ['voicemail', 'voicemail', 'voicemail']],
    ['0007', ['unknown', 'unknown', 'unknown']],
    ['0008', ['confirmed']],
    ['0000', ['confirmed']],
    ['4567', ['confirmed']],
  ])('%s: %j', (lastFour, dials) => {
    expect(dials.map((_, index) => play(lastFour, index + 1))).toEqual(dials);
  });

  test.each([
    ['4567', 'recovered'],
    ['0001', 'not_recovered'],
    ['0002', 'no_answer'],
  ])('in a recovery call %s: %s', (lastFour, outcome) => {
    expect(play(lastFour, 1, 'recovery')).toBe(outcome);
  });

  test('and no other digits do, in any country', () => {
    expect(simulate(callStart({ phone: '+919000010002' }))).toMatchObject({
      report: { outcome: 'no_answer' },
    });
    expect(simulate(callStart({ phone: '+573000010000' }))).toMatchObject({
      report: { outcome: 'confirmed' },
    });
  });
});

test('a customer who confirms is reported completely', () => {
  expect(simulate(callStart())).toEqual({
    failure: false,
    afterSeconds: 1,
    report: {
      callId: 'call_01kaq3v2220000000000000000',
      outcome: 'confirmed',
      durationSeconds: 1,
      recordingUrl: null,
      transcript: [
        'Agente: Hola, ¿hablo con Juan Perez? Le llamo de Mi Tienda.',
        'Cliente: Sí, con quien habla.',
        'Agente: Tenemos su pedido: Samsung Galaxy S25 x1, 85600 COP, contra entrega. ¿Lo confirma?',
        'Cliente: Sí, de acuerdo.',
        'Agente: Muchas gracias, que tenga un buen día.',
      ].join('\n'),
      summary: 'El cliente aceptó el pedido.',
      addressFinal: null,
      providerCallId: 'sim_call_01kaq3v2220000000000000000',
      at: null,
      reportId: 'sim_call_01kaq3v2220000000000000000',
    },
  });
});

test('a customer who does not pick up has no transcript and no duration', () => {
  expect(simulate(callStart({ phone: '+573000000002' }))).toMatchObject({
    report: { durationSeconds: null, transcript: null, summary: null, addressFinal: null },
  });
});

test('a mailbox picks up and has no transcript', () => {
  expect(simulate(callStart({ phone: '+573000000006' }))).toMatchObject({
    report: { durationSeconds: 1, transcript: null, summary: null },
  });
});

test('a customer who hangs up was reached and did not answer', () => {
  const simulation = simulate(callStart({ phone: '+573000000007' }));
  expect(simulation).toMatchObject({
    report: { durationSeconds: 1, summary: 'El cliente colgó sin responder.', addressFinal: null },
  });
  const transcript = simulation.failure ? '' : (simulation.report.transcript ?? '');
  expect(transcript.split('\n').map((line) => line.split(':')[0])).toEqual(['Agente', 'Cliente', 'Agente']);
});

describe('a customer with a problem corrects the address', () => {
  test.each([
    ['es-CO', 'Calle 45 #23-12', 'Calle 45 #23-12, Torre 2, Apto 502'],
    ['en-IN', '7 MG Road', '7 MG Road, Tower 2, Flat 502'],
    ['es', null, 'Calle 10 #20-30, Torre 2, Apto 502'],
  ])('in %s, from %j', (language, address, corrected) => {
    const simulation = simulate(callStart({ phone: '+573000000003', language, script: { address } }));
    expect(simulation).toMatchObject({
      report: {
        outcome: 'novedad',
        addressFinal: corrected,
        transcript: expect.stringContaining(corrected),
        summary: expect.stringContaining(corrected),
      },
    });
  });
});

describe('customers speak the call’s language, and English where we do not know it', () => {
  test.each([
    ['es-MX', 'El cliente ya no quiere el pedido.'],
    ['en-US', 'The customer does not want the order any more.'],
    ['hi-IN', 'ग्राहक को ऑर्डर अब नहीं चाहिए।'],
    ['ta-IN', 'The customer does not want the order any more.'],
    ['', 'The customer does not want the order any more.'],
  ])('%s', (language, summary) => {
    expect(simulate(callStart({ phone: '+573000000001', language }))).toMatchObject({ report: { summary } });
  });

  test.each(['confirmation', 'novelty', 'office', 'recovery'] as const)(
    'about the products of a %s call',
    (callType) => {
      for (const language of ['es', 'en', 'hi'])
        expect(simulate(callStart({ language, script: { callType } }))).toMatchObject({
          report: { transcript: expect.stringContaining('Samsung Galaxy S25 x1, 85600 COP') },
        });
    },
  );
});

test.each([
  [undefined, 1],
  [0, 0],
  [90, 90],
  [1.2, 2],
  [900, 900],
])('a talk time of %j s takes %j s', (talkTimeSeconds, seconds) => {
  expect(simulate(callStart({ talkTimeSeconds }))).toMatchObject({
    afterSeconds: seconds,
    report: { durationSeconds: seconds },
  });
});

/** Keeps what is sent. */
function listeningQueues() {
  const sent: [QueueName, Message][] = [];
  const queues: Queues = {
    async send(queue, messages) {
      sent.push(...messages.map((message): [QueueName, Message] => [queue, message]));
    },
  };
  return { queues, sent };
}

test('the report comes back through the calls queue after the talk', async () => {
  const { queues, sent } = listeningQueues();
  const call = callStart({ talkTimeSeconds: 30 });
  const simulation = simulate(call);
  expect(await createSimulator(queues).start(call)).toEqual({
    status: 'accepted',
    providerCallId: `sim_${call.callId}`,
  });
  const { tenantId, mode, orderId, callId } = call;
  const report = simulation.failure ? undefined : simulation.report;
  const body = { kind: 'simulated-report', tenantId, mode, orderId, callId, report };
  expect(sent).toEqual([['calls', { body, delaySeconds: 30 }]]);
});

test('a provider failure brings no report', async () => {
  const { queues, sent } = listeningQueues();
  const start = createSimulator(queues).start(callStart({ phone: '+573000000005' }));
  expect(await start).toEqual({ status: 'refused', reason: 'simulated', retryable: true });
  expect(sent).toEqual([]);
});
