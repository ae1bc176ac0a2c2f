import { decideAndStore, type SingleWrite } from '../../adapters/dynamo/decide-and-store.ts';
import {
  absent,
  type Condition,
  type Item,
  type Key,
  type Write,
} from '../../adapters/dynamo/expressions.ts';
import { entityFromItem } from '../../adapters/dynamo/items/entity.ts';
import type { Table } from '../../adapters/dynamo/table.ts';
import type { Clock } from '../../base/clock.ts';
import { isId, newId } from '../../base/ids.ts';
import { Problem } from '../../base/problem.ts';
import { EVENT_ENTITY, type EventOf } from '../../events/event.ts';
import { createOrder } from '../../orders/changes/create-order.ts';
import type { Order } from '../../orders/order/order.ts';
import { isOptedOut } from '../../tenants/opt-outs.ts';
import { loadTenant, type Tenant } from '../../tenants/tenant/tenant.ts';
import type { Call } from '../call/call.ts';
import { startRound } from '../rounds/start-round.ts';
import type { StartResult } from '../telephony/port/port.ts';
import type { CallReference } from '../telephony/port/reference.ts';

/** One thing that happened to a test call. */
export interface TestCallStep {
  /** ISO 8601, UTC. */
  at: string;
  step:
    | 'requested'
    | 'dialing'
    | 'accepted'
    | 'ringing'
    | 'picked_up'
    | 'said'
    | 'answered'
    | 'machine'
    | 'ended'
    | 'not_dialed';
  detail?: string;
}

/** A call to a phone of the tenant's own, which shows that its provider works: no order, no credit. */
export interface TestCall extends Call {
  /** The sample order that the call is about, which is stored nowhere else. */
  order: Order;
  log: readonly TestCallStep[];
}

/** Test calls of a tenant in a day, by UTC. */
const TEST_CALLS_A_DAY = 5;

const KEPT_SECONDS = 7 * 86_400;

export const isTestCall = ({ callId }: Pick<CallReference, 'callId'>): boolean => isId('testCall', callId);

const partition = (tenantId: string): string => `TESTCALL#${tenantId}`;

export const testCallKey = (tenantId: string, id: string): Key => ({ pk: partition(tenantId), sk: id });

export const testCallFromItem = (item: Item): TestCall => entityFromItem(item, 'expiresAt');

/**
 * Requests a test call, which dial-call then makes.
 * @param extraWritesFor further writes of the transaction, given its id
 * @throws Problem voice_agent_missing, phone_opted_out, rate_limited
 */
export async function requestTestCall(
  { table, clock }: { table: Table; clock: Clock },
  tenantId: string,
  phone: string,
  extraWritesFor: (id: string) => readonly Write[],
): Promise<string> {
  const now = clock();
  const tenant = await loadTenant(table, tenantId);
  if (tenant.voiceAgent === null) throw new Problem('voice_agent_missing');
  if (await isOptedOut(table, { tenantId, mode: 'live' }, phone))
    throw new Problem('phone_opted_out', { field: 'phone' });
  const call = newTestCall(tenant, phone, now);
  const expiresAt = Math.floor(now.getTime() / 1000) + KEPT_SECONDS;
  const item: Item = { ...testCallKey(tenantId, call.id), entity: 'test-call', ...call, expiresAt };
  const day = now.toISOString().slice(0, 10);
  const count: Write = {
    update: { pk: partition(tenantId), sk: `DAY#${day}` },
    changes: { add: { requested: 1 }, set: { entity: 'test-call-count', expiresAt } },
    if: belowLimit,
    name: 'count',
  };
  const midnight = Date.parse(`${day}T00:00:00Z`) + 86_400_000;
  const retryAfterSeconds = Math.ceil((midnight - now.getTime()) / 1000);
  await decideAndStore(
    { table, clock },
    {
      load: () => undefined,
      decide: () => ({
        answer: undefined,
        writes: [count, { put: item, if: absent }, requested(call, now)],
        receipt: extraWritesFor(call.id),
      }),
      refused: (refusal) =>
        refusal.failed('count') ? new Problem('rate_limited', { retryAfterSeconds }) : undefined,
    },
  );
  return call.id;
}

const belowLimit: Condition = {
  expression: 'attribute_not_exists(requested) OR requested < :most',
  values: { ':most': TEST_CALLS_A_DAY },
};

/** The sample order of a test call, and its call. */
function newTestCall(tenant: Tenant, phone: string, now: Date): TestCall {
  const { id: tenantId, name, currency, timeZone } = tenant;
  const id = newId('testCall', now);
  const context = { now, newId: () => id };
  const draft = createOrder(
    {
      customer: { name, phone, ns: null, city: null },
      address: null,
      products: 'Recado',
      items: [],
      total: '1',
      currency,
      metadata: null,
    },
    { tenantId, mode: 'live', source: 'api', externalId: id, number: '#0', reference: id, timeZone },
    undefined,
    context,
  );
  const { order, queued } = startRound(draft, context, 'confirmation', now);
  const [call] = queued;
  if (call === undefined) throw new Error('A round was started without a call');
  return { ...call, order, log: [{ at: now.toISOString(), step: 'requested' }] };
}

function requested({ id: testCallId, tenantId }: TestCall, now: Date): Write {
  const event: EventOf<'voice_agent.test_requested'> = {
    id: newId('event', now),
    type: 'voice_agent.test_requested',
    tenantId,
    mode: 'live',
    at: now.toISOString(),
    data: { testCallId },
    job: { queue: 'calls', body: { kind: 'test-call', tenantId, mode: 'live', testCallId } },
  };
  const expiresAt = Math.floor(now.getTime() / 1000) + KEPT_SECONDS;
  const key = { pk: partition(tenantId), sk: `EVENT#${event.id}` };
  return { put: { ...key, entity: EVENT_ENTITY, expiresAt, ...event }, if: absent };
}

/** @throws Problem not_found */
export async function loadTestCall(table: Table, tenantId: string, id: string): Promise<TestCall> {
  const item = isId('testCall', id) ? await table.get(testCallKey(tenantId, id)) : undefined;
  if (item === undefined) throw new Problem('not_found');
  return testCallFromItem(item);
}

/** The new state of a test call, stored if it has not changed meanwhile. */
export function testCallWrite(
  { tenantId, id, status, steps, log }: TestCall,
  set: Partial<TestCall>,
  more: readonly TestCallStep[],
): SingleWrite {
  return {
    update: testCallKey(tenantId, id),
    changes: { set: { ...set, steps: steps + 1, log: [...log, ...more] } },
    if: {
      expression: '#status = :found AND steps = :steps',
      names: { '#status': 'status' },
      values: { ':found': status, ':steps': steps },
    },
  };
}

/** The ending of a test call that was not dialed. @param at ISO 8601 */
export const notDialedBecause = (
  reason: string,
  at: string,
): { set: Partial<TestCall>; log: TestCallStep[] } => ({
  set: { status: 'ended', outcome: 'failed', reason, endedAt: at },
  log: [{ at, step: 'not_dialed', detail: reason }],
});

/** Worded so that people know what to fix. */
export function reasonOf(started: Exclude<StartResult, { status: 'accepted' }> | undefined): string {
  switch (started?.status) {
    case undefined:
      return 'voice_agent_missing';
    case 'later':
      return 'provider_busy';
    case 'fault':
      return started.providerCode === null ? started.code : `${started.code} (${started.providerCode})`;
    case 'refused':
    case 'unknown':
      return started.reason;
  }
}
