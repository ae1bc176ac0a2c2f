import type { SqsQueue, SqsStore } from '../../../node_modules/fauxqs/dist/sqs/sqsStore.js';
import { createFairness } from './fairness.ts';

/** Makes a standard queue of fauxqs fair, as SQS's are. */
export function makeFair(queue: SqsQueue): void {
  const fairness = createFairness();
  const { dequeue, deleteMessage } = queue;
  const inFlight = new Set<SqsQueue['messages'][number]>();

  /** Messages whose visibility timeout has ended are in the queue again. */
  const forgetReturned = (now: number) => {
    const held = new Set([...queue.inflightMessages.values()].map(({ message }) => message));
    for (const message of inFlight)
      if (!held.has(message)) {
        inFlight.delete(message);
        fairness.ended(message, now);
      }
  };

  queue.dequeue = (most, ...rest) => {
    queue.processTimers();
    const now = Date.now();
    if (inFlight.size > queue.inflightMessages.size) forgetReturned(now);
    const first = fairness.choose(queue.messages, Math.min(most, 10), now);
    if (first.some((message, index) => message !== queue.messages[index])) {
      const chosen = new Set(first);
      queue.messages = [...first, ...queue.messages.filter((message) => !chosen.has(message))];
    }
    const received = dequeue.call(queue, most, ...rest);
    const messages = received.flatMap(({ ReceiptHandle }) => {
      const entry = queue.inflightMessages.get(ReceiptHandle);
      return entry ? [entry.message] : [];
    });
    for (const message of messages) inFlight.add(message);
    fairness.received(messages, now);
    return received;
  };

  queue.deleteMessage = (handle) => {
    const message = queue.inflightMessages.get(handle)?.message;
    if (message && inFlight.delete(message)) fairness.ended(message, Date.now());
    return deleteMessage.call(queue, handle);
  };
}

type Send = (body: Record<string, unknown>, store: SqsStore) => unknown;

interface Sent {
  Successful: { Id: string; MessageId: string }[];
}

/** Keeps the message groups of a batch, which fauxqs drops in a standard queue. */
export function keepingGroups(send: Send): Send {
  return (body, store) => {
    const queue = store.getQueue(String(body.QueueUrl));
    if (queue === undefined || queue.isFifo()) return send(body, store);
    const made: SqsQueue['messages'] = [];
    queue.enqueue = (message) => void made.push(message);
    let answer: unknown;
    try {
      answer = send(body, store);
    } finally {
      // Back to the class's own method.
      Reflect.deleteProperty(queue, 'enqueue');
    }
    const entries = (body.Entries ?? []) as { Id: string; MessageGroupId?: string }[];
    const groups = new Map(entries.map(({ Id, MessageGroupId }) => [Id, MessageGroupId]));
    const ids = new Map((answer as Sent).Successful.map(({ Id, MessageId }) => [MessageId, Id]));
    for (const message of made) {
      const group = groups.get(ids.get(message.messageId) ?? '');
      queue.enqueue({ ...message, ...(group !== undefined && { messageGroupId: group }) });
    }
    return answer;
  };
}
