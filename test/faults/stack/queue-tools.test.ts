import { expect, test } from 'vitest';
import { queueVariableOf } from './queue-tools.ts';

const scope = { tenantId: 'tnt_1', mode: 'test' };

test.each([
  ['CALLS_QUEUE_URL', { kind: 'test-call', ...scope, testCallId: 'tcl_1' }],
  ['WEBHOOKS_QUEUE_URL', { ...scope, deliveryId: 'whd_1', endpointId: 'whe_1', attempt: 1 }],
  ['WEBHOOKS_QUEUE_URL', { ...scope, endpointId: 'whe_1', lineAt: '2026-11-29T10:00:00.000Z' }],
  ['SEARCH_QUEUE_URL', scope],
])('a dead letter of %s is moved back there', (variable, message) => {
  expect(queueVariableOf(JSON.stringify(message))).toBe(variable);
});

test('the message of no queue is refused', () => {
  expect(() => queueVariableOf('{"kind":"nothing"}')).toThrow(
    'This is the message of no queue: {"kind":"nothing"}',
  );
});
