import { cipherFromEnvironment } from '../../shared/adapters/cipher/cipher-from-environment.ts';
import { eachMessage } from '../../shared/adapters/lambda/sources.ts';
import { worker } from '../../shared/adapters/lambda/worker.ts';
import { workerServices } from '../../shared/adapters/lambda/worker-services.ts';
import { privateTargetsFromEnvironment } from '../../shared/adapters/outbound/private-targets.ts';
import { required } from '../../shared/base/env.ts';
import { liveCallsFromEnvironment } from '../../shared/calls/call/live-calls.ts';
import { messengerPerTenant } from '../../shared/calls/chat/messenger-per-tenant.ts';
import { handleCallMessage } from '../../shared/calls/dialing/dial-call.ts';
import { callMessages } from '../../shared/calls/queue/messages.ts';
import { telephonyPerTenant } from '../../shared/calls/telephony/telephony-per-tenant.ts';
import { factsOfBatches } from '../../shared/tenants/tenant/tenant-facts.ts';

const common = workerServices();
const settings = {
  cipher: cipherFromEnvironment(),
  liveCalls: liveCallsFromEnvironment(),
  allowPrivate: privateTargetsFromEnvironment(),
};
const services = {
  ...common,
  publicUrl: required('PUBLIC_URL'),
  telephonyFor: telephonyPerTenant(common, settings),
  messengerFor: messengerPerTenant(common, settings),
};

const factsOfBatch = factsOfBatches(common.table);

export const handler = worker(
  { name: 'dial-call', source: eachMessage(callMessages, services) },
  (message, { requestId }) => handleCallMessage({ ...services, factsOf: factsOfBatch(requestId) }, message),
);
