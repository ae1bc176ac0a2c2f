import type { Queues } from '../../../shared/adapters/queues/queues.ts';
import { type Scope, scopeKey } from '../../../shared/base/scope.ts';
import { getOrder } from '../../../shared/calls/call/order-calls.ts';
import { handleCallMessage } from '../../../shared/calls/dialing/dial-call.ts';
import type { CallMessage } from '../../../shared/calls/queue/messages.ts';
import { triggerCall } from '../../../shared/calls/rounds/trigger-call.ts';
import type { Fault } from '../../../shared/calls/telephony/port/fault.ts';
import { telephonyPerTenant } from '../../../shared/calls/telephony/telephony-per-tenant.ts';
import type { DialServices } from '../../../shared/calls/waiting/dial-services.ts';
import { noteFault } from '../../../shared/calls/waiting/note-fault.ts';
import type { OrderEvent } from '../../../shared/events/event.ts';
import type { Handler, Services } from '../../../shared/http/exchange.ts';
import type { GivenOrder } from '../../../shared/orders/changes/create-order.ts';
import { updateOrder } from '../../../shared/orders/changes/update-order.ts';
import type { TenantChanges } from '../../../shared/tenants/settings/settings.ts';
import { loadTenantDetails } from '../../../shared/tenants/tenant/tenant-details.ts';
import { updateTenant } from '../../../shared/tenants/update-tenant.ts';
import { send } from '../../support/api/respond.ts';
import { type CrashPoint, crashing, neverCrash } from '../../support/crash.ts';
import { byAdmin, cipher } from '../../support/data/cipher.ts';
import { addTenant } from '../../support/data/tenant.ts';
import { virtualQueue } from '../../support/queues/virtual-queue.ts';
import { engine } from '../../support/table/setting.ts';
import { given, NOON } from './factories.ts';
import { orderEvents } from './order-events.ts';

const always = Object.fromEntries(
  ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'].map((day) => [
    day,
    [{ from: '00:00', to: '24:00' }],
  ]),
);

export const PUBLIC_URL = 'https://api.test';
export const CREDIT = 5;

/** A stand-in for a provider. */
export interface FakeProvider<Customer> {
  calls: { createdAt: Date }[];
  play(call: never, customer: Customer): Promise<void>;
  stop(): Promise<void>;
}

/** The surroundings of a stand-in. */
export interface FakeContext<Callback> {
  clock: () => Date;
  /** Brings a callback to the application. */
  deliver: (
    callback: Callback & { url: string; headers: Record<string, string>; body: string },
    pathParameters?: Record<string, string>,
  ) => Promise<{ status: number; body: string }>;
  copies?: (callback: Callback) => number;
  /** Does something after that time. */
  later: (seconds: number, action: () => Promise<void>) => void;
  onSpoken: (who: string, text: string) => void;
}

/** A provider's stand-in, its endpoint and its settings. */
export interface ProviderSetup<Customer, Callback, F extends FakeProvider<Customer>> {
  start: (around: FakeContext<Callback>) => Promise<F>;
  /** Takes its callbacks. */
  endpoint: (services: Services) => Handler;
  /** The settings that the tenant types in. */
  voiceAgent: (fake: F) => Record<string, unknown>;
}

export interface Scenario<Callback, F> {
  settings?: TenantChanges;
  order?: Partial<GivenOrder>;
  point?: CrashPoint;
  /** Which callbacks are lost, and how often the others come. */
  copies?: (callback: Callback) => number;
  /** Before the first dial. */
  before?: (fake: F) => void;
  /** Before each message, with the minutes that have passed. */
  meanwhile?: (
    minutes: number,
    live: {
      fake: F;
      change: (changes: TenantChanges) => Promise<void>;
      cancel: () => Promise<void>;
      note: (fault: Fault, isToldLater: boolean) => Promise<void>;
    },
  ) => Promise<void> | void;
  callType?: 'confirmation' | 'recovery' | 'novelty';
}

/**
 * One live order of a tenant with an account at a provider, under a clock of its own, until nothing is left to do.
 * @param customers what the customer does at each dial
 */
export async function runLiveOrder<Customer, Callback, F extends FakeProvider<Customer>>(
  side: ProviderSetup<Customer, Callback, F>,
  customers: readonly Customer[],
  scenario: Scenario<Callback, F> = {},
) {
  const { point = neverCrash() } = scenario;
  const queue = virtualQueue(new Date(NOON), 'calls');
  const { tenant } = await addTenant(engine.table);
  const scope: Scope = { tenantId: tenant.id, mode: 'live' };
  const table = crashing(engine.table, point);
  const endpoint = side.endpoint({ table, clock: queue.now });
  const heard: string[] = [];
  const refused: number[] = [];
  const actions: (() => Promise<void>)[] = [];
  const fake = await side.start({
    clock: queue.now,
    ...(scenario.copies && { copies: scenario.copies }),
    onSpoken: (who, text) => heard.push(`${who}: ${text}`),
    later(seconds, action) {
      const at = new Date(queue.now().getTime() + seconds * 1000);
      queue.due({ action: actions.push(action) - 1 }, at);
    },
    async deliver({ url, headers, body }, pathParameters = {}) {
      const path = url.replace(PUBLIC_URL, '');
      const answer = await send(endpoint, { method: 'POST', path, headers, body, pathParameters });
      if (answer.status !== 200) {
        refused.push(answer.status);
        point.stepsLeft = undefined;
      }
      return { status: answer.status, body: String(answer.body ?? '') };
    },
  });
  scenario.before?.(fake);
  const voiceAgent = side.voiceAgent(fake);
  const change = async (changes: TenantChanges): Promise<void> => {
    await updateTenant(engine.table, tenant.id, changes, byAdmin(queue.now()));
    await queue.send('calls', [{ body: { kind: 'agent-changed', ...scope } }]);
  };
  const hours = { ...always, workingHolidays: ['2026-12-08', '2026-12-25'] };
  const { voiceAgent: other = {}, ...settings } = scenario.settings ?? {};
  await updateTenant(
    engine.table,
    tenant.id,
    { callingHours: hours, callCredit: CREDIT, ...settings, voiceAgent: { ...voiceAgent, ...other } },
    byAdmin(queue.now()),
  );
  const telephonyFor = telephonyPerTenant(
    { queues: queue, clock: queue.now },
    { cipher, liveCalls: 'agent', allowPrivate: true },
  );
  const services: DialServices = {
    table,
    queues: crashing<Queues>({ send: queue.send }, point),
    clock: queue.now,
    speed: 1,
    publicUrl: PUBLIC_URL,
    messengerFor: async () => undefined,
    async telephonyFor(of, mode) {
      const telephony = await telephonyFor(of, mode);
      return telephony && crashing(telephony, point);
    },
  };
  const { order } = await triggerCall(
    { table: engine.table, clock: queue.now, liveCalls: 'agent' },
    scope,
    {
      source: 'api',
      externalId: 'CP-1',
      callType: scenario.callType ?? 'confirmation',
      given: given({
        customer: { name: 'Juan', phone: '+573001234567', ns: null, city: null },
        ...scenario.order,
      }),
      missing: [],
    },
    () => [],
  );
  const note = (fault: Fault, isToldLater: boolean): Promise<void> =>
    noteFault({ table: engine.table, clock: queue.now }, scope, fault, isToldLater);
  const cancel = async (): Promise<void> => {
    const own = { table: engine.table, clock: queue.now };
    await updateOrder(own, scope, order.id, { status: 'cancelled' }, () => true);
  };
  const relayed = new Set<string>();
  const eventsNow = () => orderEvents(scope, order.id);
  /** What follows from reports, which is no line of the timeline. */
  const followUps = async () => {
    const { callIds } = (await getOrder(engine.table, scope, order.id))?.order ?? order;
    const found = await Promise.all(
      callIds.map((id) => engine.table.query({ pk: `FOLLOWUP#${scopeKey(scope)}#${id}`, prefix: 'EVENT#' })),
    );
    return found.flatMap(({ items }) => items.map((item) => item as unknown as OrderEvent));
  };
  const relay = async () => {
    for (const { id, type, data, job } of [...(await eventsNow()), ...(await followUps())]) {
      if ((type !== 'call.queued' && job?.queue !== 'calls') || relayed.has(id)) continue;
      relayed.add(id);
      const { callId, notBefore } = data as { callId: string; notBefore?: string | null };
      if (job) queue.due(job.body, new Date(job.notBefore ?? queue.now()));
      else if (notBefore)
        queue.due({ kind: 'dial', ...scope, orderId: order.id, callId, notBefore }, new Date(notBefore));
    }
  };
  let played = 0;
  const waitingCustomers = [...customers];
  const faultsSeen: unknown[] = [];
  const faultsSince = new Set<string>();
  const step = async (message: object): Promise<void> => {
    await scenario.meanwhile?.((queue.now().getTime() - new Date(NOON).getTime()) / 60_000, {
      fake,
      change,
      cancel,
      note,
    });
    if ('play' in message) {
      const call = fake.calls[Number(message.play)];
      const customer = waitingCustomers.shift();
      if (call && customer) await fake.play(call as never, customer);
      return;
    }
    if ('action' in message) return actions[Number(message.action)]?.();
    await handleCallMessage(services, message as CallMessage);
  };
  await relay();
  await queue.drain(async (message) => {
    try {
      await step(message);
    } catch (error) {
      if (point.stepsLeft === undefined) throw error;
      point.stepsLeft = undefined;
      throw error;
    } finally {
      await relay();
      for (; played < fake.calls.length; played++)
        queue.due({ play: played }, new Date(queue.now().getTime() + 3_000));
      const { fault } = await loadTenantDetails(engine.table, tenant.id);
      faultsSeen.push(fault?.code ?? null);
      if (fault) faultsSince.add(fault.since);
    }
  });
  await fake.stop();
  const found = await getOrder(engine.table, scope, order.id);
  if (found === undefined) throw new Error('The order is gone');
  const events = await eventsNow();
  const { credit, fault } = await loadTenantDetails(engine.table, tenant.id);
  return {
    ...found,
    fake,
    scope,
    heard,
    refused,
    events: events.map(({ type }) => type),
    finals: events.filter(({ type }) => type === 'call.outcome_final'),
    waits: events.filter(({ type }) => type === 'call.waiting').map(({ data }) => data),
    charged: CREDIT - (credit ?? 0),
    fault,
    faultsSeen: [...new Set(faultsSeen)],
    /** How often one began. */
    faultCount: faultsSince.size,
    minutes: (queue.now().getTime() - new Date(NOON).getTime()) / 60_000,
  };
}
