import { tableFromEnvironment } from '../../shared/adapters/dynamo/client.ts';
import { createLogger } from '../../shared/adapters/logging/logger.ts';
import { queuesFromEnvironment } from '../../shared/adapters/queues/client.ts';
import { consume } from '../../shared/adapters/queues/consume.ts';
import { parseLaterMessage } from '../../shared/adapters/queues/later.ts';
import { speedFromEnvironment } from '../../shared/adapters/queues/wait.ts';
import { systemClock } from '../../shared/base/clock.ts';
import { relayLater } from '../../shared/relay/relay-later.ts';

const services = {
  table: tableFromEnvironment(),
  queues: queuesFromEnvironment(),
  clock: systemClock,
  speed: speedFromEnvironment(),
  log: createLogger({ function: 'relay-later' }),
};

/** Tries again what no release knew so far. */
export const handler = consume(services.log, (message) => relayLater(services, parseLaterMessage(message)));
