import { listMembers } from '../../shared/members/member.ts';
import { listApiKeys } from '../../shared/tenants/access/api-key.ts';
import type { Host } from './host.ts';
import { tableOf } from './host-table.ts';
import { type DemoTenant, platformAt } from './platform.ts';
import { makeSampleDay } from './sample/make-day.ts';
import { sampleSettings } from './sample/settings.ts';

/**
 * Gives the demo tenant its sample day, while the host serves: settings of a shop that delivers, two receivers of
 * webhooks, and the day's orders.
 * @param receiverPort of the shop's own server
 * @returns how many orders were made
 */
export async function openSampleDay(host: Host, demo: DemoTenant, receiverPort: number): Promise<number> {
  const platform = platformAt(host.url);
  const table = tableOf(host);
  const endpoint = (path: string, events: readonly string[]) =>
    platform.call('POST', '/platform/v1/webhook-endpoints', demo.testKey, {
      url: `http://127.0.0.1:${receiverPort}${path}`,
      events,
    });
  await Promise.all([
    platform.call('PATCH', `/platform/v1/tenants/${demo.id}`, host.adminKey, sampleSettings),
    endpoint('/webhooks', ['call.outcome_final', 'ORDER.STATUS_UPDATED']),
    endpoint('/broken', ['ORDER.CREATED']),
  ]);
  const [keys, members] = await Promise.all([listApiKeys(table, demo.id), listMembers(table, demo.id)]);
  const [key] = keys.filter(({ mode }) => mode === 'test');
  const [member] = members;
  if (key === undefined || member === undefined) throw new Error('The demo tenant lacks a key or a member');
  return makeSampleDay(table, {
    tenantId: demo.id,
    key: { kind: 'key', id: key.id, ...(key.label !== null && { name: key.label }) },
    member: { kind: 'member', id: member.id, name: member.name },
  });
}
