import type { Cipher } from '../../adapters/cipher/cipher.ts';
import type { Queues } from '../../adapters/queues/queues.ts';
import type { Clock } from '../../base/clock.ts';
import type { Mode } from '../../base/scope.ts';
import { openService } from '../../tenants/settings/sealed-service.ts';
import type { Tenant } from '../../tenants/tenant/tenant.ts';
import type { LiveCalls } from '../call/live-calls.ts';
import type { Telephony } from './port/port.ts';
import { providerNamed } from './providers.ts';

interface Settings {
  cipher: Pick<Cipher, 'open'>;
  liveCalls: LiveCalls;
  allowPrivate: boolean;
}

/** Live calls go to the tenant's provider; test calls, and live ones where the stage says so, to the simulator. */
export function telephonyPerTenant(
  { queues, clock }: { queues: Queues; clock: Clock },
  { cipher, liveCalls, allowPrivate }: Settings,
): (tenant: Tenant, mode: Mode) => Promise<Telephony | undefined> {
  const services = { queues, clock, allowPrivate };
  return async ({ id: tenantId, voiceAgent }, mode) => {
    if (mode === 'live' && voiceAgent !== null) {
      const [{ connect }, settings] = await Promise.all([
        providerNamed(voiceAgent.provider).load(),
        openService(cipher, { purpose: 'voice-agent', tenantId }, voiceAgent),
      ]);
      return connect(settings, services);
    }
    if (mode === 'live' && liveCalls === 'agent') return undefined;
    const { connect } = await import('./simulator/simulator.lazy.ts');
    return connect({}, services);
  };
}
