import type { Scope } from '../../../shared/base/scope.ts';
import { triggerCall } from '../../../shared/calls/rounds/trigger-call.ts';
import type { Telephony } from '../../../shared/calls/telephony/port/port.ts';
import type { DialServices } from '../../../shared/calls/waiting/dial-services.ts';
import type { VirtualQueue } from '../../support/queues/virtual-queue.ts';
import { engine } from '../../support/table/setting.ts';
import { given } from './factories.ts';

/** The services of dials that this provider makes, by the queue's clock. */
export const dialServices = (queue: VirtualQueue, telephony: Telephony): DialServices => ({
  table: engine.table,
  queues: queue,
  clock: queue.now,
  speed: 1,
  publicUrl: 'http://127.0.0.1',
  messengerFor: async () => undefined,
  telephonyFor: async () => telephony,
});

/** Triggers a confirmation call, which then waits for its worker. */
export const triggerConfirmation = (queue: VirtualQueue, scope: Scope, externalId: string) =>
  triggerCall(
    { table: engine.table, clock: queue.now, liveCalls: 'simulator' },
    scope,
    { source: 'api', externalId, callType: 'confirmation', given: given(), missing: [] },
    () => [],
  );
