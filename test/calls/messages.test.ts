import { expect, test } from 'vitest';
import { parseCallMessage } from '../../shared/calls/messages.ts';

const call = { tenantId: 'tnt_1', mode: 'test', orderId: 'ord_1', callId: 'call_1' };
const notBefore = '2026-11-22T15:00:00.000Z';

test.each([
  ['a dial', { ...call, kind: 'dial' }],
  ['a dial at its time', { ...call, kind: 'dial', notBefore }],
  ['a time limit', { ...call, kind: 'report-timeout', notBefore }],
  ['a report', { ...call, kind: 'simulated-report', report: { callId: 'call_1', outcome: 'confirmed' } }],
])('%s is a message of the calls queue', (_, message) => {
  expect(parseCallMessage(message)).toBe(message);
});

test.each([
  ['nothing', null],
  ['a text', 'dial'],
  ['a list', []],
  ['another kind', { ...call, kind: 'hang-up' }],
  ['a dial of no call', { ...call, kind: 'dial', callId: undefined }],
  ['a dial in no mode', { ...call, kind: 'dial', mode: 'dry' }],
  ['a dial at no time', { ...call, kind: 'dial', notBefore: 'soon' }],
  ['a time limit without a time', { ...call, kind: 'report-timeout' }],
  ['a report that says nothing', { ...call, kind: 'simulated-report' }],
  ['a report of no known outcome', { ...call, kind: 'simulated-report', report: { outcome: 'maybe' } }],
])('%s is none', (_, message) => {
  expect(() => parseCallMessage(message)).toThrow(new TypeError('Not a message of the calls queue'));
});
