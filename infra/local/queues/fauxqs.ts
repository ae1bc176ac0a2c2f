import type { DatabaseSync } from 'node:sqlite';
// The package's own server listens on every network interface and hides its stores. These are the same parts, assembled
// for the loopback interface only.
import { PersistenceManager } from '../../../node_modules/fauxqs/dist/persistence.js';
import { S3Store } from '../../../node_modules/fauxqs/dist/s3/s3Store.js';
import { SnsStore } from '../../../node_modules/fauxqs/dist/sns/snsStore.js';
import { receiveMessage } from '../../../node_modules/fauxqs/dist/sqs/actions/receiveMessage.js';
import { type SqsQueue, SqsStore } from '../../../node_modules/fauxqs/dist/sqs/sqsStore.js';
import { INVALID_MESSAGE_BODY_CHAR } from '../../../node_modules/fauxqs/dist/sqs/sqsTypes.js';
import type { QueueDeclaration } from '../assembly/declared.ts';
import type { Folder } from '../data/folders.ts';
import { listen } from '../http/listen.ts';
import { makeFair } from './fair-queue.ts';
import { createFront } from './front.ts';

export interface ReceivedMessage {
  MessageId: string;
  ReceiptHandle: string;
  Body: string;
  MD5OfBody: string;
  Attributes?: Record<string, string>;
  MessageAttributes?: Record<string, { DataType: string; StringValue?: string; BinaryValue?: string }>;
}

/** SQS and S3 on this machine. Functions call `url`; the host's own pollers skip the network. */
export interface LocalQueues {
  url: string;
  /** Creates what does not exist yet; queues of an earlier run get the attributes declared now. */
  create(queues: readonly QueueDeclaration[], buckets: readonly string[]): void;
  /** Waits up to 20 s for the first message. @param max 1 to 10 */
  receive(queue: string, max: number, waitSeconds: number): Promise<ReceivedMessage[]>;
  remove(queue: string, receiptHandles: readonly string[]): void;
  send(queue: string, body: string): void;
  store(bucket: string, key: string, body: string): void;
  /** Ends every wait for a message without one. */
  wake(): void;
  /** Settles when they can no longer be saved: the folder's state is valid, the one in memory is not. */
  lost: Promise<Error>;
  stop(): Promise<void>;
}

/** Unlike AWS, fauxqs refuses characters beyond the basic plane: an emoji in a customer's name. */
const invalidCharacter = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/u;

/** @param folder where messages and objects are kept; a temporary one is spared the writes */
export async function startQueues(region: string, { path, temporary }: Folder): Promise<LocalQueues> {
  INVALID_MESSAGE_BODY_CHAR.test = (body) => invalidCharacter.test(body);
  const sqsStore = new SqsStore();
  sqsStore.region = region;
  const snsStore = new SnsStore();
  const s3Store = new S3Store();
  const lost = Promise.withResolvers<Error>();
  const kept = temporary
    ? undefined
    : watched(openKept(path), ({ message }) =>
        lost.resolve(new Error(`The queues can no longer be saved in ${path}: ${message}`)),
      );
  if (kept) {
    // In this order: a queue that is created with the store's persistence in place deletes its messages.
    kept.load(sqsStore, snsStore, s3Store);
    sqsStore.persistence = kept;
    s3Store.persistence = kept;
    for (const queue of sqsStore.allQueues()) {
      handBack(queue, kept);
      queue.persistence = kept;
    }
  }
  const front = createFront(sqsStore, async () => {
    const { buildApp } = await import('fauxqs');
    const app = buildApp({ logger: false, defaultRegion: region, stores: { sqsStore, snsStore, s3Store } });
    // As S3 does and fauxqs does not: an object is saved under the name that its link asks for.
    app.addHook('onSend', async (request, reply) => {
      const wanted = new URL(request.url, url).searchParams.get('response-content-disposition');
      if (wanted !== null && reply.statusCode < 300) reply.header('content-disposition', wanted);
    });
    await app.ready();
    return (request, response) => app.routing(request, response);
  });
  const url = `http://127.0.0.1:${await listen(front)}`;
  const byName = (name: string) => {
    const queue = sqsStore.getQueueByName(name);
    if (!queue) throw new Error(`There is no queue ${name}`);
    return queue;
  };
  return {
    url,
    create(queues, buckets) {
      for (const { name, url: declaredUrl, arn, attributes } of queues) {
        const existing = sqsStore.getQueueByName(name);
        if (existing) existing.setAttributes(attributes);
        makeFair(existing ?? sqsStore.createQueue(name, declaredUrl, arn, attributes));
      }
      for (const bucket of buckets) if (!s3Store.hasBucket(bucket)) s3Store.createBucket(bucket);
    },
    async receive(queue, max, waitSeconds) {
      const { Messages = [] } = await receiveMessage(
        {
          QueueUrl: byName(queue).url,
          MaxNumberOfMessages: max,
          WaitTimeSeconds: waitSeconds,
          MessageSystemAttributeNames: ['All'],
        },
        sqsStore,
      );
      return Messages as unknown as ReceivedMessage[];
    },
    remove(queue, receiptHandles) {
      for (const handle of receiptHandles) byName(queue).deleteMessage(handle);
    },
    send: (queue, body) => byName(queue).enqueue(SqsStore.createMessage(body)),
    store: (bucket, key, body) => void s3Store.putObject(bucket, key, Buffer.from(body), 'application/json'),
    wake: () => sqsStore.shutdown(),
    lost: lost.promise,
    async stop() {
      sqsStore.shutdown();
      front.closeAllConnections();
      await new Promise((resolve) => front.close(resolve));
      kept?.close();
    },
  };
}

/** Reports every failure of an object's methods before it is thrown on. */
function watched<Watched extends object>(target: Watched, onFailure: (error: Error) => void): Watched {
  return new Proxy(target, {
    get(_, name) {
      const found: unknown = Reflect.get(target, name, target);
      if (typeof found !== 'function') return found;
      return (...given: unknown[]) => {
        try {
          return found.apply(target, given);
        } catch (error) {
          onFailure(error instanceof Error ? error : new Error(String(error)));
          throw error;
        }
      };
    },
  });
}

/** Opens what an earlier run kept. */
function openKept(folder: string): PersistenceManager {
  const kept = new PersistenceManager(folder);
  const { db } = kept as unknown as { db: DatabaseSync };
  // A killed process loses nothing that it wrote; only a power cut could. Flushing each message would take 4.6 ms instead of
  // 0.07, and the package has no option for it.
  db.exec('PRAGMA synchronous = NORMAL');
  return kept;
}

/**
 * Makes messages visible that were in flight when the host was killed. That receive is not counted, because the consumer
 * did not fail. It is counted for those whose visibility timeout has ended since, as in SQS.
 */
function handBack(queue: SqsQueue, kept: PersistenceManager): void {
  for (const { message, receiptHandle } of [...queue.inflightMessages.values()]) {
    message.approximateReceiveCount = Math.max(0, message.approximateReceiveCount - 1);
    queue.changeVisibility(receiptHandle, 0);
    kept.insertMessage(queue.name, message);
  }
}
