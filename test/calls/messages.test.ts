import { expect, test } from 'vitest';
import { NewerMessage, UnreadableMessage } from '../../shared/adapters/queues/carries.ts';
import { callMessages } from '../../shared/calls/queue/messages.ts';

const call = { tenantId: 'tnt_1', mode: 'test', orderId: 'ord_1', callId: 'call_1' };
const report = {
  callId: 'call_1',
  outcome: 'confirmed',
  durationSeconds: 1,
  recordingUrl: null,
  transcript: 'Hola',
  summary: null,
  addressFinal: null,
  providerCallId: 'sim_1',
  at: null,
  reportId: 'r_1',
};
const notBefore = '2026-11-22T15:00:00.000Z';

test.each([
  ['a dial', { ...call, kind: 'dial' }],
  ['a dial at its time', { ...call, kind: 'dial', notBefore }],
  ['a time limit', { ...call, kind: 'report-timeout', notBefore }],
  ['a report', { ...call, kind: 'simulated-report', report }],
])('%s is a message of the calls queue', (_, message) => {
  expect(callMessages.read(message)).toBe(message);
});

test.each([
  ['nothing', null],
  ['a text', 'dial'],
  ['a list', []],
  ['one of no kind', { ...call, kind: 7 }],
  ['a dial of no call', { ...call, kind: 'dial', callId: undefined }],
  ['a dial in no mode', { ...call, kind: 'dial', mode: 'dry' }],
  ['a dial at no time', { ...call, kind: 'dial', notBefore: 'soon' }],
  ['a time limit without a time', { ...call, kind: 'report-timeout' }],
  ['a report that says nothing', { ...call, kind: 'simulated-report' }],
  [
    'a report of no known outcome',
    { ...call, kind: 'simulated-report', report: { ...report, outcome: 'maybe' } },
  ],
])('%s is not a message of the calls queue', (_, message) => {
  expect(() => callMessages.read(message)).toThrow(UnreadableMessage);
});

test('an unknown kind counts as a newer release’s, and the error reveals nothing of its content', () => {
  expect(() => callMessages.read({ ...call, kind: 'hang-up' })).toThrow(NewerMessage);
  expect(() => callMessages.read({ ...call, kind: 'dial', callId: 7, notBefore: 'soon' })).toThrow(
    new UnreadableMessage('calls', ['callId', 'notBefore']),
  );
});
