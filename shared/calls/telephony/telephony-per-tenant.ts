import type { Cipher } from '../../adapters/cipher/cipher.ts';
import type { Queues } from '../../adapters/queues/queues.ts';
import type { Clock } from '../../base/clock.ts';
import type { Mode } from '../../base/scope.ts';
import type { Tenant } from '../../tenants/tenant.ts';
import { openAgent } from '../../tenants/voice-agent.ts';
import type { Telephony } from './port.ts';
import { createSimulator } from './simulator/simulator.ts';

interface Settings {
  cipher: Cipher;
  /** Whether live calls of a tenant without a voice agent are simulated; nothing makes them otherwise. */
  simulatesLiveCalls: boolean;
  allowPrivateTargets: boolean;
}

/** Live calls go to the tenant's own voice agent; test calls, and live ones where the stage says so, to the simulator. */
export function telephonyPerTenant(
  { queues, clock }: { queues: Queues; clock: Clock },
  { cipher, simulatesLiveCalls, allowPrivateTargets }: Settings,
): (tenant: Tenant, mode: Mode) => Promise<Telephony | undefined> {
  const simulator = createSimulator(queues);
  return async ({ id, voiceAgent }, mode) => {
    if (mode === 'test') return simulator;
    if (voiceAgent === null) return simulatesLiveCalls ? simulator : undefined;
    const { createHttpAgent } = await import('./http/http-agent.ts');
    const agent = await openAgent(cipher, id, voiceAgent);
    return createHttpAgent(agent, { clock, allowPrivateTargets });
  };
}
