import type { SQSRecord } from 'aws-lambda';
import { beforeAll, expect, test } from 'vitest';
import { context } from '../support/api/event.ts';
import { useTable } from '../support/table/setting.ts';

useTable();
beforeAll(async () => {
  Object.assign(process.env, { PUBLIC_URL: 'http://127.0.0.1', LIVE_CALLS: 'simulator' });
});

const gone = { tenantId: 'tnt_1', mode: 'test', orderId: 'ord_1', callId: 'call_1' };

test('what asks for nothing known comes again until it is a dead letter, and takes nothing else with it', async () => {
  const { handler } = await import('../../functions/workers/dial-call.ts');
  const Records = [
    { messageId: 'unknown', body: JSON.stringify({ ...gone, kind: 7 }) },
    { messageId: 'stale', body: JSON.stringify({ ...gone, kind: 'dial' }) },
  ] as SQSRecord[];
  expect(await handler({ Records }, context)).toEqual({ batchItemFailures: [{ itemIdentifier: 'unknown' }] });
});
