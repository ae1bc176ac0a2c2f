import type { Cipher } from '../../adapters/cipher/cipher.ts';
import type { Queues } from '../../adapters/queues/queues.ts';
import type { Mode } from '../../base/scope.ts';
import { openService } from '../../tenants/settings/sealed-service.ts';
import type { Tenant } from '../../tenants/tenant/tenant.ts';
import type { LiveCalls } from '../call/live-calls.ts';
import type { Messenger } from './port/messenger.ts';
import { whatsapp } from './whatsapp/whatsapp.ts';

interface Settings {
  cipher: Pick<Cipher, 'open'>;
  liveCalls: LiveCalls;
  allowPrivate: boolean;
}

/** Live chat messages are sent from the tenant's number; test ones, and live ones where the stage says so, go to simulated customers. */
export function messengerPerTenant(
  { queues }: { queues: Queues },
  { cipher, liveCalls, allowPrivate }: Settings,
): (tenant: Tenant, mode: Mode) => Promise<Messenger | undefined> {
  return async ({ id: tenantId, whatsapp: number }, mode) => {
    if (mode === 'live' && number !== null) {
      const [{ connectMessenger }, settings] = await Promise.all([
        whatsapp.load(),
        openService(cipher, { purpose: 'whatsapp', tenantId }, number),
      ]);
      return connectMessenger(settings, { allowPrivate });
    }
    if (mode === 'live' && liveCalls === 'agent') return undefined;
    const { createSimulatedMessenger } = await import('./simulator/simulated-messenger.lazy.ts');
    return createSimulatedMessenger(queues);
  };
}
