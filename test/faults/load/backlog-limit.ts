import { createEngineClient } from '../../../infra/local/engine/client.ts';
import type { FaultyStack } from '../stack/faulty-stack.ts';
import type { LoadTenants } from './load-tenants.ts';

/** How long a count of the backlog is used. */
const COUNT_MS = 1000;

const sleep = (milliseconds: number) => new Promise((resume) => setTimeout(resume, milliseconds));

/**
 * Limits the load to what receivers can take: strict order, and limits of concurrency and rate, slow webhooks down.
 * @param limit how many webhooks may be waiting
 * @param isRunning whether the load goes on
 * @returns waits until the backlog is within the limit, or the load is over
 */
export function createBacklogLimit(
  stack: FaultyStack,
  tenants: LoadTenants,
  limit: number,
  isRunning: () => boolean,
): () => Promise<void> {
  let [backlog, countedAt] = [Promise.resolve(0), 0];
  const currentBacklog = (): Promise<number> => {
    if (Date.now() - countedAt < COUNT_MS) return backlog;
    countedAt = Date.now();
    // While the host or its engine is down nothing can be counted, and no task gets done that would add to it.
    backlog = countBacklog(stack, tenants).catch(() => 0);
    return backlog;
  };
  return async () => {
    while (isRunning() && (await currentBacklog()) > limit) await sleep(COUNT_MS / 4);
  };
}

/** Webhooks in the queue, and in the lines of endpoints whose concurrency or rate is limited. */
async function countBacklog(stack: FaultyStack, tenants: LoadTenants): Promise<number> {
  const { endpoint, tableName } = stack.table();
  const client = createEngineClient(endpoint, 'us-east-1');
  try {
    const lines = [tenants.seller, tenants.shipper].flatMap((tenant) =>
      tenant.endpoints
        .filter(
          ({ sendingOptions: { maxConcurrency, rateLimit } }) =>
            maxConcurrency !== null || rateLimit !== null,
        )
        .map(({ id, mode }) => `TURNS#${tenant.id}#${mode}#${id}`),
    );
    let backlog = await stack.queues.depth('WEBHOOKS_QUEUE_URL');
    for (const line of lines) {
      const { Count } = await client.call<{ Count: number }>('Query', {
        TableName: tableName,
        Select: 'COUNT',
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :waiting)',
        ExpressionAttributeValues: { ':pk': { S: line }, ':waiting': { S: 'WAITING#' } },
      });
      backlog += Count;
    }
    return backlog;
  } finally {
    client.close();
  }
}
