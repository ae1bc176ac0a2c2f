import { createEngineClient } from '../../../infra/local/engine/client.ts';
import type { FaultyStack } from '../stack/faulty-stack.ts';
import type { Shops } from './load-tenants.ts';

/** Looked at no more often than this. */
const LOOK_MS = 1000;

const sleep = (milliseconds: number) => new Promise((resume) => setTimeout(resume, milliseconds));

/**
 * Keeps the load to what receivers can take: those with limits and strict order take less than is asked for.
 * @param most webhooks that may wait
 * @returns waits until no more do, or the load is to end
 */
export function createRoom(
  stack: FaultyStack,
  shops: Shops,
  most: number,
  more: () => boolean,
): () => Promise<void> {
  let [waiting, lookedAt] = [Promise.resolve(0), 0];
  const look = (): Promise<number> => {
    if (Date.now() - lookedAt < LOOK_MS) return waiting;
    lookedAt = Date.now();
    // The host or the engine may be down: then nobody gets anything done.
    waiting = countWaiting(stack, shops).catch(() => 0);
    return waiting;
  };
  return async () => {
    while (more() && (await look()) > most) await sleep(LOOK_MS / 4);
  };
}

/** Webhooks in the queue, and in the lines of those whose concurrency or rate is limited. */
async function countWaiting(stack: FaultyStack, shops: Shops): Promise<number> {
  const { endpoint, tableName } = stack.table();
  const client = createEngineClient(endpoint, 'us-east-1');
  try {
    const limited = [shops.seller, shops.sender].flatMap(({ tenantId, subscribers }) =>
      subscribers
        .filter(({ manner }) => manner.maxConcurrency !== null || manner.rateLimit !== null)
        .map(({ id, name }) => `TURNS#${tenantId}#${name.includes('-live-') ? 'live' : 'test'}#${id}`),
    );
    let waiting = await stack.queues.depth('WEBHOOKS_QUEUE_URL');
    for (const line of limited) {
      const { Count } = await client.call<{ Count: number }>('Query', {
        TableName: tableName,
        Select: 'COUNT',
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :waiting)',
        ExpressionAttributeValues: { ':pk': { S: line }, ':waiting': { S: 'WAITING#' } },
      });
      waiting += Count;
    }
    return waiting;
  } finally {
    client.close();
  }
}
