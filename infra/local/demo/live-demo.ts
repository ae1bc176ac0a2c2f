import { until } from '../../until.ts';
import { exampleCall } from '../example.ts';
import { startHost } from '../host.ts';
import type { Lifetime } from '../lifetime.ts';
import { createDemoTenant, platformAt } from '../platform.ts';
import type { Narrator } from './narrator.ts';

/** The common part of the providers' demos: a live order of a tenant that has typed in an account. */

interface Order {
  status: string;
  callAttempts: number;
  calls: {
    id: string;
    channel?: string;
    outcome: string | null;
    durationSeconds: number | null;
    recordingUrl: string | null;
    transcript: string | null;
    summary: string | null;
  }[];
}

/** At any time: the demo has no hours to wait for. */
const always = Object.fromEntries(
  ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'].map((day) => [
    day,
    [{ from: '00:00', to: '24:00' }],
  ]),
);

/** Starts the whole system with a tenant, and prints that as the first chapter. */
export async function openSystem(narrator: Narrator, cleanups: (() => unknown)[], lifetime: Lifetime) {
  narrator.chapter('The system');
  const host = await startHost({
    log: (line) => narrator.line(line),
    onEngineLost: (error) => lifetime.end(1, error.message),
  });
  cleanups.unshift(() => host.stop());
  const platform = platformAt(host.url);
  const tenant = await createDemoTenant(platform, host.adminKey);
  const { liveKey } = tenant;
  return {
    tenant,
    /** Types in settings, and has calls made at any time. */
    set: <Answer>(settings: object): Promise<Answer> =>
      platform.call<Answer>('PATCH', `/platform/v1/tenants/${tenant.id}`, liveKey, {
        callingHours: { ...always, workingHolidays: [] },
        ...settings,
      }),
    trigger: (): Promise<{ orderId: string; callId: string }> =>
      platform.call('POST', '/api/v1/calls/trigger', liveKey, exampleCall),
    /** Waits until the order is confirmed, and prints the conversation. */
    async confirmed(orderId: string): Promise<Order> {
      narrator.chapter('The order');
      const order = await until('the order is confirmed', async () => {
        const read = await platform.call<Order>('GET', `/api/v1/orders/${orderId}`, liveKey);
        return read.status === 'confirmed' ? read : undefined;
      });
      for (const line of order.calls[0]?.transcript?.split('\n') ?? []) narrator.detail(line);
      return order;
    },
  };
}
