import { cipherFromEnvironment } from '../../shared/adapters/cipher/cipher-from-environment.ts';
import { tableFromEnvironment } from '../../shared/adapters/dynamo/client.ts';
import { createLogger } from '../../shared/adapters/logging/logger.ts';
import { queuesFromEnvironment } from '../../shared/adapters/queues/client.ts';
import { consume } from '../../shared/adapters/queues/consume.ts';
import { speedFromEnvironment } from '../../shared/adapters/queues/wait.ts';
import { systemClock } from '../../shared/base/clock.ts';
import { required } from '../../shared/base/env.ts';
import { type DialServices, handleCallMessage } from '../../shared/calls/dial-call.ts';
import { parseCallMessage } from '../../shared/calls/messages.ts';
import { createSimulator } from '../../shared/calls/telephony/simulator.ts';
import type { Tenant } from '../../shared/tenants/tenant.ts';
import { openAgent } from '../../shared/tenants/voice-agent.ts';

const queues = queuesFromEnvironment();
const cipher = cipherFromEnvironment();
const simulator = createSimulator(queues);
const liveCalls = required('LIVE_CALLS');
const allowPrivateTargets = process.env.ALLOW_PRIVATE_TARGETS === 'true';

/** Live calls go to the tenant's own voice agent; test calls, and live ones where the stage says so, to the simulator. */
async function telephonyFor({ id, voiceAgent }: Tenant, mode: 'live' | 'test') {
  if (mode === 'test') return simulator;
  if (voiceAgent === null) return liveCalls === 'simulator' ? simulator : undefined;
  const { createHttpAgent } = await import('../../shared/calls/telephony/http-agent.ts');
  const agent = await openAgent(cipher, id, voiceAgent);
  return createHttpAgent(agent, { clock: systemClock, allowPrivateTargets });
}

const services: DialServices = {
  table: tableFromEnvironment(),
  queues,
  clock: systemClock,
  speed: speedFromEnvironment(),
  publicUrl: required('PUBLIC_URL'),
  telephonyFor,
};

export const handler = consume(createLogger({ function: 'dial-call' }), (message) =>
  handleCallMessage(services, parseCallMessage(message)),
);
