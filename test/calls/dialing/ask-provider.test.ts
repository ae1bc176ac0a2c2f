import { beforeAll, describe, expect, it } from 'vitest';
import type { Scope } from '../../../shared/base/scope.ts';
import { getOrder } from '../../../shared/calls/call/order-calls.ts';
import { handleCallMessage } from '../../../shared/calls/dialing/dial-call.ts';
import type { DialMessage } from '../../../shared/calls/queue/messages.ts';
import type { FindResult } from '../../../shared/calls/telephony/port/port.ts';
import { addTenant } from '../../support/data/tenant.ts';
import { virtualQueue } from '../../support/queues/virtual-queue.ts';
import { engine, useTable } from '../../support/table/setting.ts';
import { dialServices, triggerConfirmation } from '../support/dial-services.ts';
import { NOON } from '../support/factories.ts';

let scope: Scope;
useTable();
beforeAll(async () => {
  const { tenant } = await addTenant(engine.table);
  scope = { tenantId: tenant.id, mode: 'test' };
});

/**
 * Dials by a provider that answers nothing the first time, and refuses a second one.
 * @param worksAt when the worker is there again, in seconds after the dial; all the time when it is absent
 * @param found what it says when the dial is looked for
 * @returns when it was looked for, in seconds after the dial, and what became of the call
 */
async function unanswered(externalId: string, worksAt?: number, found: FindResult = { status: 'unknown' }) {
  const queue = virtualQueue(new Date(NOON), 'calls');
  const looks: number[] = [];
  let dials = 0;
  const services = dialServices(queue, {
    provider: 'twilio',
    start: async () => {
      dials++;
      return dials === 1
        ? { status: 'unknown', reason: 'timeout' }
        : { status: 'refused', reason: 'http_503', retryable: true };
    },
    async find(_call, askedAt) {
      looks.push((queue.now().getTime() - askedAt.getTime()) / 1000);
      return found;
    },
  });
  const { order, round } = await triggerConfirmation(queue, scope, externalId);
  const dial: DialMessage = { kind: 'dial', ...scope, orderId: order.id, callId: round.firstCallId };
  await handleCallMessage(services, dial);
  if (worksAt === undefined) await queue.drain((body) => handleCallMessage(services, body as DialMessage));
  else {
    await queue.sleep(worksAt * 1000);
    await handleCallMessage(services, dial);
  }
  const stored = await getOrder(engine.table, scope, order.id);
  return { looks, dials, call: stored?.calls.at(-1) };
}

describe('a dial that got no answer, of a provider that does not say whether it was made,', () => {
  it('is looked for after 20 s and then every minute, and after an hour it is unknown', async () => {
    const { looks, dials, call } = await unanswered('looks-1');
    expect(dials).toBe(1);
    expect(looks).toEqual(Array.from({ length: 61 }, (_, minute) => 20 + 60 * minute));
    expect(call).toMatchObject({ status: 'ended', outcome: 'unknown', endedAt: '2026-11-23T18:00:20.000Z' });
  });

  it.each([
    ['goes on being looked for a millisecond before an hour is over', 3599.999, 'dialing', null],
    ['is unknown when exactly an hour is over', 3600, 'ended', 'unknown'],
  ])('%s', async (what, seconds, status, outcome) => {
    const { looks, call } = await unanswered(what, seconds);
    expect(looks).toEqual([seconds]);
    expect(call).toMatchObject({ status, outcome });
  });
});

it('a dial that got no answer and was not made is asked for again after the third look', async () => {
  const { looks, dials, call } = await unanswered('looks-2', undefined, { status: 'not_found' });
  expect([looks, dials]).toEqual([[20, 60, 120], 2]);
  expect(call).toMatchObject({ status: 'ended', outcome: 'failed', endedAt: '2026-11-23T17:02:00.000Z' });
});
