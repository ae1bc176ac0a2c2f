import { whatsappReceiver } from '../../../functions/callbacks/whatsapp-endpoint.ts';
import type { Queues } from '../../../shared/adapters/queues/queues.ts';
import type { Mode, Scope } from '../../../shared/base/scope.ts';
import { getOrder } from '../../../shared/calls/call/order-calls.ts';
import { messengerPerTenant } from '../../../shared/calls/chat/messenger-per-tenant.ts';
import { handleCallMessage } from '../../../shared/calls/dialing/dial-call.ts';
import type { CallMessage } from '../../../shared/calls/queue/messages.ts';
import { triggerCall } from '../../../shared/calls/rounds/trigger-call.ts';
import type { CallStart } from '../../../shared/calls/telephony/port/port.ts';
import { createSimulator } from '../../../shared/calls/telephony/simulator/simulator.ts';
import type { DialServices } from '../../../shared/calls/waiting/dial-services.ts';
import type { GivenOrder } from '../../../shared/orders/changes/create-order.ts';
import type { TenantChanges } from '../../../shared/tenants/settings/settings.ts';
import { loadTenantDetails } from '../../../shared/tenants/tenant/tenant-details.ts';
import { updateTenant } from '../../../shared/tenants/update-tenant.ts';
import {
  type Callback,
  type FakeMessage,
  type FakeWhatsApp,
  type MessageUpdate,
  startFakeWhatsApp,
} from '../../fakes/whatsapp.ts';
import { send } from '../../support/api/respond.ts';
import { type CrashPoint, crashing, neverCrash } from '../../support/crash.ts';
import { byAdmin, cipher } from '../../support/data/cipher.ts';
import { addTenant } from '../../support/data/tenant.ts';
import { reportingDueWork } from '../../support/queues/due-work.ts';
import { virtualQueue } from '../../support/queues/virtual-queue.ts';
import { engine } from '../../support/table/setting.ts';
import { given, NOON } from '../support/factories.ts';
import { orderEvents } from '../support/order-events.ts';

export const always = {
  ...Object.fromEntries(
    ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'].map((day) => [
      day,
      [{ from: '00:00', to: '24:00' }],
    ]),
  ),
  workingHolidays: ['2026-12-08', '2026-12-25'],
};

export const CREDIT = 5;

/** What becomes of a message, and after how many seconds. */
export type Timed = readonly [seconds: number, ...updates: MessageUpdate[]];

export interface ChatShop {
  whatsapp: FakeWhatsApp;
  scope: Scope;
  change: (changes: TenantChanges) => Promise<void>;
}

export interface Scenario {
  settings?: TenantChanges;
  orders?: readonly Partial<GivenOrder>[];
  /** Of the customer. The last four digits say what he does when he is called. */
  phone?: string;
  mode?: Mode;
  /** How much faster than life waits pass. */
  speed?: number;
  callType?: 'confirmation' | 'recovery' | 'novelty';
  point?: CrashPoint;
  copies?: (callback: Callback) => number;
  echoes?: boolean;
  /** Before the first message. */
  before?: (shop: ChatShop) => Promise<void> | void;
  /** Before each queue message, with the minutes that have passed. */
  meanwhile?: (minutes: number, shop: ChatShop & { orderIds: string[] }) => Promise<void> | void;
}

export type ScenarioResult = Awaited<ReturnType<typeof runScenario>>;

/**
 * Live orders of a tenant with a number at Meta, whose calls are simulated, under a clock of its own, until nothing is left to do.
 * @param script what becomes of each message that is sent
 */
export async function runScenario(script: readonly (readonly Timed[])[], scenario: Scenario = {}) {
  const { point = neverCrash(), phone = '+573001234567', mode = 'live', speed = 1 } = scenario;
  const queue = virtualQueue(new Date(NOON), 'calls');
  const { tenant } = await addTenant(engine.table);
  const scope: Scope = { tenantId: tenant.id, mode };
  const stored = reportingDueWork(engine.table, ({ body, dueAt }) => queue.due(body, new Date(dueAt)));
  const table = crashing(stored, point);
  const endpoint = whatsappReceiver({ cipher, speed }, { table, clock: queue.now });
  const refused: number[] = [];
  const path = `/callbacks/messages/whatsapp/${tenant.id}`;
  const bring = async ({ headers, body }: Callback): Promise<void> => {
    const answer = await send(endpoint, {
      method: 'POST',
      path,
      headers,
      body,
      pathParameters: { tenantId: tenant.id },
    });
    if (answer.status === 200) return;
    refused.push(answer.status);
    point.stepsLeft = undefined;
    queue.due({ hook: { headers, body } }, new Date(queue.now().getTime() + 20_000));
  };
  const whatsapp = await startFakeWhatsApp({
    clock: queue.now,
    deliver: bring,
    ...(scenario.copies && { copies: scenario.copies }),
    ...(scenario.echoes !== undefined && { echoes: scenario.echoes }),
  });
  const change = async (changes: TenantChanges): Promise<void> => {
    await updateTenant(engine.table, tenant.id, changes, byAdmin(queue.now()));
    await queue.send('calls', [{ body: { kind: 'agent-changed', ...scope } }]);
  };
  const shop: ChatShop = { whatsapp, scope, change };
  const { whatsapp: other = {}, ...settings } = scenario.settings ?? {};
  await updateTenant(
    engine.table,
    tenant.id,
    {
      ...{ callingHours: always, callCredit: CREDIT, messageCredit: CREDIT },
      confirmationChannels: ['whatsapp', 'call'],
      voiceAgent: { url: 'https://agent.example.com' },
      ...settings,
      whatsapp: other === null ? null : { ...whatsapp.number, baseUrl: whatsapp.url, ...other },
    },
    byAdmin(queue.now()),
  );
  const messengerFor = messengerPerTenant(
    { queues: queue },
    { cipher, liveCalls: 'agent', allowPrivate: true },
  );
  const dials: CallStart[] = [];
  const simulator = createSimulator(queue);
  const telephony = {
    provider: 'simulator',
    start: (call: CallStart) => {
      if (!dials.some(({ callId }) => callId === call.callId)) dials.push(call);
      return simulator.start(call);
    },
  };
  const services: DialServices = {
    table,
    queues: crashing<Queues>({ send: queue.send }, point),
    clock: queue.now,
    speed,
    publicUrl: 'https://api.test',
    async messengerFor(of, mode) {
      const messenger = await messengerFor(of, mode);
      return messenger && crashing(messenger, point);
    },
    telephonyFor: async () => crashing(telephony, point),
  };
  await scenario.before?.(shop);
  const orderIds: string[] = [];
  const triggered: { callId: string; orderId: string }[] = [];
  const { orders = [{}] } = scenario;
  for (const [index, changes] of orders.entries()) {
    const { order, round } = await triggerCall(
      { table: stored, clock: queue.now, liveCalls: 'agent' },
      scope,
      {
        source: 'api',
        externalId: `CP-${index + 1}`,
        callType: scenario.callType ?? 'confirmation',
        given: given({ customer: { name: 'Juan', phone, ns: null, city: null }, ...changes }),
        missing: [],
      },
      () => [],
    );
    orderIds.push(order.id);
    // The ids of two show which came first.
    await queue.sleep(1);
    triggered.push({ callId: round.firstCallId, orderId: order.id });
  }
  const eventsOf = (orderId: string) => orderEvents(scope, orderId);
  const relayed = new Set<string>();
  const relay = async () => {
    for (const orderId of orderIds)
      for (const { id, type, data, job } of await eventsOf(orderId)) {
        if (relayed.has(id)) continue;
        relayed.add(id);
        if (job) await queue.send('calls', [{ body: job.body }]);
        if (type !== 'call.queued' || job) continue;
        const { callId, notBefore } = data as { callId: string; notBefore: string };
        queue.due({ kind: 'dial', ...scope, orderId, callId, notBefore }, new Date(notBefore));
      }
  };
  let seen = 0;
  const minutes = () => (queue.now().getTime() - new Date(NOON).getTime()) / 60_000;
  const step = async (message: object): Promise<void> => {
    if ('hook' in message) return bring(message.hook as Callback);
    if ('play' in message) {
      const { play, updates } = message as { play: FakeMessage; updates: MessageUpdate[] };
      return whatsapp.report(play, ...updates);
    }
    await scenario.meanwhile?.(minutes(), { ...shop, orderIds });
    await handleCallMessage(services, message as CallMessage);
  };
  const faultsSeen: unknown[] = [];
  await relay();
  await queue.drain(async (message) => {
    try {
      await step(message);
    } catch (error) {
      point.stepsLeft = undefined;
      throw error;
    } finally {
      await relay();
      for (; seen < whatsapp.messages.length; seen++)
        for (const [seconds, ...updates] of script[seen] ?? [])
          queue.due(
            { play: whatsapp.messages[seen], updates },
            new Date(queue.now().getTime() + seconds * 1000),
          );
      faultsSeen.push((await loadTenantDetails(engine.table, tenant.id)).whatsappFault?.providerCode ?? null);
    }
  });
  await whatsapp.stop();
  const found = await Promise.all(
    orderIds.map(async (id) => {
      const one = await getOrder(engine.table, scope, id);
      if (one === undefined) throw new Error('The order is gone');
      const events = await eventsOf(id);
      return {
        ...one,
        events: events.map(({ type, data }) => ({ type, data })),
        finals: events.filter(({ type }) => type === 'call.outcome_final').map(({ data }) => data),
      };
    }),
  );
  const { credit, messageCredit, whatsappFault } = await loadTenantDetails(engine.table, tenant.id);
  const [first] = found;
  if (first === undefined) throw new Error('There is no order');
  return {
    ...first,
    all: found,
    triggered,
    scope,
    whatsapp,
    dials,
    refused,
    paid: { messages: CREDIT - (messageCredit ?? CREDIT), calls: CREDIT - (credit ?? CREDIT) },
    fault: whatsappFault,
    faultsSeen: [...new Set(faultsSeen)],
    minutes: minutes(),
  };
}
