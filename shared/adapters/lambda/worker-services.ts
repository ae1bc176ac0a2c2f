import { systemClock } from '../../base/clock.ts';
import { tableFromEnvironment } from '../dynamo/client.ts';
import { queuesFromEnvironment } from '../queues/client.ts';
import { speedFromEnvironment } from '../queues/wait.ts';

/** The services of every worker, from the environment: made once, at a function's start. @throws Error when it lacks something */
export const workerServices = () => ({
  table: tableFromEnvironment(),
  queues: queuesFromEnvironment(),
  clock: systemClock,
  speed: speedFromEnvironment(),
});
