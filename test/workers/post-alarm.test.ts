import type { SNSEvent } from 'aws-lambda';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { alarmText } from '../../shared/adapters/outbound/alarm-text.ts';
import { context } from '../support/api/event.ts';
import { type Receiver, startReceiver } from '../webhooks/support/receiver.ts';

/** Like Slack's: anyone who knows the URL may post. */
const SECRET = 'T000/B000/XXXXXXXX';

const alarm = {
  AlarmName: 'Recado-prod-data-Parked',
  AlarmDescription: 'A record was parked & <waits>: npm run ops -- parked',
  AWSAccountId: '123456789012',
  NewStateValue: 'ALARM',
  NewStateReason: 'Threshold Crossed: 1 datapoint was greater than the threshold (0.0).',
  StateChangeTime: '2026-11-29T00:00:00.000+0000',
  Region: 'US East (N. Virginia)',
  Trigger: { MetricName: 'ApproximateNumberOfMessagesVisible' },
};
const posted = [
  'ALARM: Recado-prod-data-Parked',
  'A record was parked &amp; &lt;waits&gt;: npm run ops -- parked',
  'Threshold Crossed: 1 datapoint was greater than the threshold (0.0).',
  'US East (N. Virginia), 123456789012, 2026-11-29T00:00:00.000+0000',
].join('\n');

const published = (message: string, subject?: string): SNSEvent =>
  ({ Records: [{ Sns: { MessageId: 'sns-1', Subject: subject, Message: message } }] }) as SNSEvent;

let receiver: Receiver;
let lines: string[];
beforeAll(async () => {
  receiver = await startReceiver();
});
afterAll(() => receiver.stop());
beforeEach(() => {
  lines = [];
  receiver.receipts.length = 0;
  receiver.answer = (response) => response.end();
  vi.resetModules();
  vi.spyOn(process.stdout, 'write').mockImplementation((line) => lines.push(String(line)) > 0);
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

async function post(event: SNSEvent, allowPrivate = 'true'): Promise<void> {
  vi.stubEnv('ALARM_WEBHOOK', receiver.url.replace('/hook', `/services/${SECRET}`));
  vi.stubEnv('LOG_LEVEL', 'info');
  vi.stubEnv('ALLOW_PRIVATE_TARGETS', allowPrivate);
  const { handler } = await import('../../functions/workers/post-alarm.ts');
  await handler(event, context);
}

const logged = () => lines.map((line): unknown => JSON.parse(line));
const common = { at: expect.any(String), function: 'post-alarm', requestId: 'invocation-1' };

test('an alarm is posted as text that Slack takes, and its URL is not logged', async () => {
  await post(published(JSON.stringify(alarm), 'ALARM: "Recado-prod-data-Parked" in US East'));
  expect(receiver.receipts).toEqual([
    {
      method: 'POST',
      path: `/services/${SECRET}`,
      headers: expect.objectContaining({ 'content-type': 'application/json; charset=utf-8' }),
      body: JSON.stringify({ text: posted }),
    },
  ]);
  const done = { ...common, level: 'info', message: 'An alarm was posted', messageId: 'sns-1', status: 200 };
  expect(logged()).toEqual([done]);
  expect(lines.join('')).not.toContain(SECRET);
});

test('one that the chat refuses fails the invocation, so that Lambda brings it again, and says why', async () => {
  receiver.answer = (response) => response.writeHead(403).end(`no ${SECRET}`);
  await expect(post(published(JSON.stringify(alarm)))).rejects.toThrow(
    'The alarm webhook failed: http_status',
  );
  expect(logged()).toEqual([
    {
      ...common,
      level: 'warn',
      message: 'An alarm could not be posted',
      messageId: 'sns-1',
      reason: 'http_status',
      status: 403,
    },
    expect.objectContaining({ level: 'error', message: 'The invocation failed' }),
  ]);
  expect(lines.join('')).not.toContain(SECRET);
});

test('an address that is not public is never posted to on a deployed stage', async () => {
  await expect(post(published('{}'), 'false')).rejects.toThrow('The alarm webhook failed: ');
  expect(receiver.receipts).toEqual([]);
  expect(lines.join('')).not.toContain(SECRET);
});

test.each([
  ['text', { subject: 'Budget', message: 'Spent <all>' }, 'Budget\nSpent &lt;all&gt;'],
  ['JSON of another kind', { subject: undefined, message: '{"a":1}' }, '{"a":1}'],
  ['an alarm with little in it', { subject: undefined, message: '{"AlarmName":"A"}' }, 'ALARM: A'],
])('what else is published is told as it is: %s', (_kind, notification, text) => {
  expect(alarmText(notification)).toBe(text);
});

test('a long text is cut', () => {
  expect(alarmText({ subject: undefined, message: 'x'.repeat(9000) })).toHaveLength(3000);
});
