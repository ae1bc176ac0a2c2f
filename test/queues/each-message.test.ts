import type { SQSRecord } from 'aws-lambda';
import { beforeEach, describe, expect, it, test, vi } from 'vitest';
import { eachMessage } from '../../shared/adapters/lambda/sources.ts';
import { worker } from '../../shared/adapters/lambda/worker.ts';
import { type Carries, UnreadableMessage } from '../../shared/adapters/queues/carries.ts';
import type { Outgoing, Queues } from '../../shared/adapters/queues/queues.ts';
import { callMessages } from '../../shared/calls/queue/messages.ts';
import { bookingMessages } from '../../shared/deliveries/dispatch/booking-message.ts';
import { exportMessages } from '../../shared/reports/exports/export-job.ts';
import { webhookMessages } from '../../shared/webhooks/attempts/webhook-message.ts';
import { recoveryMessages } from '../../shared/webhooks/recovery/recovery-message.ts';
import { context } from '../support/api/event.ts';
import { metricsOf } from '../support/aws/metrics.ts';

const NOW = new Date('2026-03-17T21:00:00.000Z');
const scope = { tenantId: 'tnt_1', mode: 'live' };
const ofCall = { ...scope, orderId: 'ord_1', callId: 'call_1' };
const attempt = { ...scope, deliveryId: 'whd_1', endpointId: 'whe_1', attempt: 1 };
const time = NOW.toISOString();

let sent: Outgoing[];
let handled: unknown[];
let later: { queues: Queues; clock: () => Date; speed: number };
beforeEach(() => {
  sent = [];
  handled = [];
  const send: Queues['send'] = async (queue, messages) => {
    for (const message of messages) sent.push({ queue, message });
  };
  later = { queues: { send }, clock: () => NOW, speed: 1 };
});

const record = (body: unknown, messageId: string, MessageGroupId?: string) =>
  ({
    messageId,
    body: typeof body === 'string' ? body : JSON.stringify(body),
    attributes: { MessageGroupId },
  }) as SQSRecord;

/** Works on a batch; messages that say so fail. */
const work = (carries: Carries<unknown>, Records: SQSRecord[], services = later) =>
  worker({ name: 'dial-call', source: eachMessage(carries, services) }, async (message) => {
    handled.push(message);
  })({ Records }, context);

const queues: [Carries<unknown>, object[], object[]][] = [
  [
    callMessages,
    [
      { ...ofCall, kind: 'dial' },
      { ...ofCall, kind: 'next-turn' },
      { ...ofCall, kind: 'report-timeout', notBefore: time },
    ],
    [{ ...ofCall, kind: 'dial', callId: 1 }],
  ],
  [
    webhookMessages,
    [
      attempt,
      { ...attempt, notBefore: time, turn: { place: 'a', until: time, startAt: 1 } },
      { ...scope, endpointId: 'whe_1', lineAt: time },
    ],
    [
      { ...attempt, attempt: 0 },
      { ...attempt, turn: {} },
      { ...attempt, attempt: undefined, lineAt: time },
    ],
  ],
  [recoveryMessages, [{ ...scope, recoveryId: 'whr_1' }], [{ ...scope }, { recoveryId: 'whr_1' }]],
  [exportMessages, [{ ...scope, exportId: 'exp_1' }], [{ ...scope, exportId: null }]],
  [
    bookingMessages,
    [
      { ...scope, kind: 'dispatch', orderId: 'ord_1', sequence: 1 },
      { ...scope, kind: 'settle', account: 'wallet:business', currency: 'INR' },
      { ...scope, kind: 'settle', account: 'wallet:user:usr_1', currency: 'INR' },
    ],
    [{ ...scope, kind: 'settle', account: 'income', currency: 'INR' }],
  ],
];

describe.each(queues)('the $queue queue', (carries, good, bad) => {
  const { queue } = carries;

  it('brings its messages as they came, with what a newer release added', async () => {
    const messages = [...good, ...good.map((message) => ({ ...message, priority: 2 }))];
    const records = messages.map((message, n) => record(message, String(n)));
    expect(await work(carries, records)).toEqual({ batchItemFailures: [] });
    expect(handled).toEqual(messages);
  });

  it('lets a message of an unknown kind wait, and holds up no other', async () => {
    const body = { ...scope, kind: 'teleport', to: 'moon' };
    const records = [record(body, 'newer', 'tnt_1'), record(good[0], 'known')];
    expect(await work(carries, records)).toEqual({ batchItemFailures: [] });
    expect(handled).toEqual([good[0]]);
    expect(sent).toEqual([
      { queue: 'later', message: { body: { queue, body, group: 'tnt_1', since: time }, delaySeconds: 900 } },
    ]);
  });

  it('leaves what is unreadable to its dead letters, and counts it', async () => {
    const texts = ['{', 'null', '[]', '7', ...bad.map((body) => JSON.stringify(body))];
    const records = [...texts.map((text, n) => record(text, String(n))), record(good[0], 'known')];
    const metrics = await metricsOf(async () =>
      expect(await work(carries, records)).toEqual({
        batchItemFailures: texts.map((_, n) => ({ itemIdentifier: String(n) })),
      }),
    );
    expect([handled, sent]).toEqual([[good[0]], []]);
    expect(metrics).toEqual([{ MessageFailed: texts.length, queue }]);
    for (const body of bad) expect(() => carries.read(body)).toThrow(UnreadableMessage);
  });
});

test('a message that cannot be sent to wait is retried by its own queue', async () => {
  const away = { ...later, queues: { send: () => Promise.reject(new Error('The queue is away')) } };
  const body = { ...ofCall, kind: 'teleport' };
  expect(await work(callMessages, [record(body, 'newer')], away)).toEqual({
    batchItemFailures: [{ itemIdentifier: 'newer' }],
  });
});

test('a message that fails is logged with the order that it is about', async () => {
  vi.stubEnv('LOG_LEVEL', 'info');
  const output = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  try {
    const orderId = 'ord_01jz0000000000000000000000';
    await work(callMessages, [record({ ...ofCall, orderId, kind: 'dial', callId: 1 }, 'm-1')]);
    const lines = output.mock.calls.map(([line]): unknown => JSON.parse(String(line)));
    expect(lines).toContainEqual(
      expect.objectContaining({ level: 'error', requestId: 'invocation-1', messageId: 'm-1', orderId }),
    );
  } finally {
    output.mockRestore();
    vi.unstubAllEnvs();
  }
});
