import type { Context, EventBridgeEvent } from 'aws-lambda';
import { sweepDue } from '../../shared/adapters/due/sweep.ts';
import { tableFromEnvironment } from '../../shared/adapters/dynamo/client.ts';
import { createLogger } from '../../shared/adapters/logging/logger.ts';
import { queuesFromEnvironment } from '../../shared/adapters/queues/client.ts';
import { systemClock } from '../../shared/base/clock.ts';

const services = {
  table: tableFromEnvironment(),
  queues: queuesFromEnvironment(),
  clock: systemClock,
  log: createLogger({ function: 'sweep-due' }),
};

/** Every minute: what waited for more than an hour goes to its queue when its time has come. */
export async function handler(
  _event: Pick<EventBridgeEvent<string, unknown>, 'id'>,
  context: Pick<Context, 'getRemainingTimeInMillis'>,
): Promise<void> {
  const count = await sweepDue({ ...services, remaining: () => context.getRemainingTimeInMillis() });
  if (count > 0) services.log.info('Due work was swept', { count });
}
