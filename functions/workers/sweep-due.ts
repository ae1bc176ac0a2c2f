import { sweepDue } from '../../shared/adapters/due/due.ts';
import { onSchedule } from '../../shared/adapters/lambda/sources.ts';
import { worker } from '../../shared/adapters/lambda/worker.ts';
import { workerServices } from '../../shared/adapters/lambda/worker-services.ts';

const services = workerServices();

/** Every minute: what waited for more than an hour goes to its queue when its time has come. */
export const handler = worker({ name: 'sweep-due', source: onSchedule }, async ({ log, remaining }) => {
  const count = await sweepDue({ ...services, log, remaining });
  if (count > 0) log.info('Due work was swept', { count });
});
