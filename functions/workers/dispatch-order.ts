import { systemClock } from '../../shared/clock.ts';
import type { DispatchMessage } from '../../shared/dispatch/dispatch-message.ts';
import { dispatchOrder } from '../../shared/dispatch/dispatch-order.ts';
import { tableFromEnvironment } from '../../shared/dynamo/client.ts';
import { createLogger } from '../../shared/logging/logger.ts';
import { consume } from '../../shared/queues/consume.ts';
import { addressedWorldFromEnvironment } from '../../shared/serviceability/addressed-world.ts';

const services = {
  table: tableFromEnvironment(),
  world: addressedWorldFromEnvironment(),
  clock: systemClock,
};

export const handler = consume(createLogger({ function: 'dispatch-order' }), (message) =>
  dispatchOrder(services, message as DispatchMessage),
);
