import type { FaultyStack } from '../stack/faulty-stack.ts';
import type { Random } from '../support/random.ts';
import type { Acknowledged } from './acknowledged.ts';
import { createApiClient } from './api-client.ts';
import type { LoadTenants } from './load-tenants.ts';
import { bookDelivery, creditWallet } from './tasks/delivery-tasks.ts';
import { disableAndRecover, retryWebhook, rotateSecret } from './tasks/endpoint-tasks.ts';
import { sellOrder, triggerCall } from './tasks/order-tasks.ts';
import type { Task, VirtualUser } from './virtual-user.ts';

/** Each is as likely as it is often listed. Another order makes another plan of the same seed. */
const tasks: readonly [Task, ...Task[]] = [
  triggerCall,
  triggerCall,
  sellOrder,
  sellOrder,
  creditWallet,
  bookDelivery,
  bookDelivery,
  retryWebhook,
  rotateSecret,
  disableAndRecover,
];

export interface Load {
  tenants: LoadTenants;
  random: Random;
  /** How many virtual users act at the same time. */
  virtualUsers: number;
  /** Whether the load goes on; asked before each task. */
  isRunning(): boolean;
  /** Awaited before each task. */
  waitForBacklog(): Promise<void>;
  /** Where each task adds what the API acknowledged. */
  acknowledged: Acknowledged;
}

/** Runs virtual users until the load is over and each has finished its last task. */
export async function runVirtualUsers(stack: FaultyStack, load: Load): Promise<void> {
  const { tenants, random, virtualUsers, acknowledged } = load;
  let names = 0;
  const client = createApiClient(stack);
  await Promise.all(
    Array.from({ length: virtualUsers }, async (_, at) => {
      const user: VirtualUser = {
        client,
        tenants,
        random: random.branch(`clerk ${at}`),
        acknowledged,
        now: stack.clock.now,
        uniqueName: () => `F-${at}-${names++}`,
      };
      while (load.isRunning()) {
        await load.waitForBacklog();
        const task = user.random.oneOf(tasks);
        try {
          await task(user);
          acknowledged.tasksDone++;
          stack.journal.count(`tasks done: ${task.name}`);
        } catch (error) {
          acknowledged.unexpected.push(`${task.name}: ${error instanceof Error ? error.message : error}`);
        }
      }
    }),
  );
}
