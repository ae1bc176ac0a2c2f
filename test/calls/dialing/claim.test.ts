import { beforeEach, describe, expect, it } from 'vitest';
import { newId } from '../../../shared/base/ids.ts';
import { type Call, callFromItem, callKey, callToItem } from '../../../shared/calls/call/call.ts';
import { type Claimed, claim, claimExpiry, settleClaim } from '../../../shared/calls/call/claim.ts';
import { engine, useTable } from '../../support/table/setting.ts';
import { calledOrder, LATER, NOON } from '../support/factories.ts';

useTable();

let call: Call;
beforeEach(async () => {
  call = { ...calledOrder().call, id: newId('call', new Date(NOON)) };
  await engine.table.put(callToItem(call));
});

const claimedAt = (at: Date): Promise<Claimed> =>
  claim({ table: engine.table, clock: () => at }, call, { provider: 'retell', askedAt: at.toISOString() });

/** The id of a claim that is made then. */
async function taken(at: Date): Promise<string> {
  const claimed = await claimedAt(at);
  if (typeof claimed === 'string') throw new Error(`It is claimed ${claimed}`);
  return claimed.claimId;
}

const settled = (claimId: string) =>
  settleClaim({ table: engine.table }, call, claimId, { status: 'in_progress', dialedAt: LATER });

const stored = async () => {
  const item = await engine.table.get(callKey(call, call.orderId, call.id));
  if (item === undefined) throw new Error('The call is gone');
  const { status, dialedAt } = callFromItem(item);
  return { status, dialedAt };
};

const start = new Date(NOON);
const end = claimExpiry(start);

describe('a call that is claimed', () => {
  it('is another worker’s after a minute, and not before', async () => {
    expect(end).toEqual(new Date('2026-11-23T17:01:00.000Z'));
    await taken(start);
    expect(await claimedAt(new Date(end.getTime() - 1))).toBe('by_another');
    expect(await claimedAt(end)).toEqual({ claimId: expect.any(String) });
  });

  it('takes what became of it from its own worker', async () => {
    expect(await settled(await taken(start))).toBe(true);
    expect(await stored()).toEqual({ status: 'in_progress', dialedAt: LATER });
  });

  it('takes nothing from a worker whose claim another one has by now', async () => {
    const first = await taken(start);
    await taken(end);
    expect(await settled(first)).toBe(false);
    expect(await stored()).toEqual({ status: 'dialing', dialedAt: null });
  });

  it('takes nothing once its provider has reported how it ended', async () => {
    const claimId = await taken(start);
    await engine.table.update(callKey(call, call.orderId, call.id), { set: { status: 'ended' } });
    expect(await settled(claimId)).toBe(false);
    expect(await stored()).toEqual({ status: 'ended', dialedAt: null });
  });
});
