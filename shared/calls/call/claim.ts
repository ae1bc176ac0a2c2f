import { randomUUID } from 'node:crypto';
import { ConditionFailed, TransactionRefused } from '../../adapters/dynamo/errors.ts';
import type { Condition, Write } from '../../adapters/dynamo/expressions.ts';
import type { Table } from '../../adapters/dynamo/table.ts';
import type { Clock } from '../../base/clock.ts';
import { type Call, callKey } from './call.ts';

/** Longer than the provider can take to answer plus our own writes: until then no other worker dials the call. */
const CLAIM_SECONDS = 60;

export const claimExpiry = (now: Date): Date => new Date(now.getTime() + CLAIM_SECONDS * 1000);

export type Claimed = { claimId: string } | 'by_another';

interface Services {
  table: Table;
  clock: Clock;
}

/**
 * Claims the call for this worker, for as long as the provider may need. The intent to dial is stored with it, before the
 * provider is asked.
 * @param intent the provider, and the time of the request: now for a dial, unchanged where a dial is only looked for
 * @param extraWrites what is stored with it, without a condition
 */
export async function claim(
  { table, clock }: Services,
  call: Call,
  intent: Pick<Call, 'provider' | 'askedAt'> & Partial<Pick<Call, 'message'>>,
  extraWrites: readonly Write[] = [],
): Promise<Claimed> {
  const now = clock();
  const claimId = randomUUID();
  const set = { status: 'dialing', claimId, claimUntil: claimExpiry(now).toISOString(), ...intentOf(intent) };
  const key = callKey(call, call.orderId, call.id);
  try {
    if (extraWrites.length === 0) await table.update(key, { set }, isFree(now));
    else await table.transact([{ update: key, changes: { set }, if: isFree(now) }, ...extraWrites]);
    return { claimId };
  } catch (error) {
    if (error instanceof ConditionFailed || error instanceof TransactionRefused) return 'by_another';
    throw error;
  }
}

const intentOf = ({ provider, askedAt, message }: Parameters<typeof claim>[2]) => ({
  provider,
  askedAt,
  ...(message && { message }),
});

/**
 * Stores the result of a claimed call. @returns false when the claim is lost: its provider's report was faster, or
 * the claim ran out
 */
export async function settleClaim(
  { table }: Pick<Services, 'table'>,
  call: Call,
  claimId: string,
  set: Partial<Call> & { claimUntil?: string },
): Promise<boolean> {
  // Only a call that is still to be looked for is claimed any longer.
  const changes = set.status === undefined ? { set } : { set, remove: ['claimId', 'claimUntil'] };
  try {
    await table.update(callKey(call, call.orderId, call.id), changes, isClaimedBy(claimId));
    return true;
  } catch (error) {
    if (error instanceof ConditionFailed) return false;
    throw error;
  }
}

const isFree = (now: Date): Condition => ({
  expression: '#status = :queued OR (#status = :dialing AND claimUntil <= :now)',
  names: { '#status': 'status' },
  values: { ':queued': 'queued', ':dialing': 'dialing', ':now': now.toISOString() },
});

const isClaimedBy = (claimId: string): Condition => ({
  expression: '#status = :dialing AND claimId = :claim',
  names: { '#status': 'status' },
  values: { ':dialing': 'dialing', ':claim': claimId },
});
