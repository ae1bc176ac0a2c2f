import { type Decision, decideAndStore } from '../../adapters/dynamo/decide-and-store.ts';
import { loadTenant } from '../../tenants/tenant/tenant.ts';
import { callStartOf } from '../call/call-start.ts';
import {
  loadTestCall,
  notDialedBecause,
  reasonOf,
  type TestCall,
  testCallWrite,
} from '../outcomes/test-call.ts';
import type { TestCallMessage } from '../queue/messages.ts';
import type { StartResult } from '../telephony/port/port.ts';
import type { DialServices } from '../waiting/dial-services.ts';

/** Makes a test call, once: if the worker dies during the request, it is not requested again. */
export async function dialTestCall(
  services: DialServices,
  { tenantId, testCallId }: TestCallMessage,
): Promise<void> {
  const { table, publicUrl } = services;
  const tenant = await loadTenant(table, tenantId);
  const telephony = await services.telephonyFor(tenant, 'live');
  const load = () => loadTestCall(table, tenantId, testCallId);
  const claimed = await decideAndStore(services, {
    load,
    decide(call, { now }): Decision<boolean> {
      if (call.status !== 'queued') return { answer: false };
      const at = now.toISOString();
      const provider = telephony?.provider ?? null;
      const asked = { status: 'dialing', provider, askedAt: at } as const;
      const step = { at, step: 'dialing', ...(provider && { detail: provider }) } as const;
      return { answer: () => true, write: testCallWrite(call, asked, [step]) };
    },
  });
  if (!claimed) return;
  const call = await load();
  const started = await telephony?.start(callStartOf(call.order, call, tenant, publicUrl));
  // Reports may have come already: decide on the call as they left it.
  await decideAndStore(services, {
    load,
    decide(found, { now }): Decision<void> {
      const change = changeBy(found, started, now.toISOString());
      if (change === undefined) return { answer: undefined };
      return { answer: () => undefined, write: testCallWrite(found, change.set, change.log) };
    },
  });
}

function changeBy(
  { status, providerCallId }: TestCall,
  started: StartResult | undefined,
  at: string,
): { set: Partial<TestCall>; log: TestCall['log'] } | undefined {
  if (started?.status === 'accepted') {
    const accepted = { providerCallId: providerCallId ?? started.providerCallId };
    const isFirst = status === 'dialing';
    return {
      set: isFirst ? { ...accepted, status: 'in_progress', dialedAt: at } : accepted,
      log: [{ at, step: 'accepted' }],
    };
  }
  if (status !== 'dialing') return undefined;
  return notDialedBecause(reasonOf(started), at);
}
