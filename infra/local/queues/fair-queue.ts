import type { SqsQueue, SqsStore } from '../../../node_modules/fauxqs/dist/sqs/sqsStore.js';
import { createFairness } from './fairness.ts';
import { createWaitingLine } from './waiting-line.ts';

type Message = SqsQueue['messages'][number];

/** How many messages one receive brings at most. */
const MAX_PER_RECEIVE = 10;

/**
 * Makes a standard queue of fauxqs fair, as SQS's are, and as quick with 50,000 waiting messages as with ten: waiting
 * messages stand in a line of ours, and fauxqs sees only those that it is to hand out next.
 */
export function makeFair(queue: SqsQueue): void {
  if (queue.isFifo()) return;
  const fairness = createFairness();
  const line = createWaitingLine<Message>();
  const { dequeue, deleteMessage, getAttribute, inspectMessages, purge } = queue;
  const inFlight = new Set<Message>();
  lookSeldom(queue);

  /** Messages whose visibility timeout has ended are in the queue again. */
  const forgetReturned = (now: number) => {
    const held = new Set([...queue.inflightMessages.values()].map(({ message }) => message));
    for (const message of inFlight)
      if (!held.has(message)) {
        inFlight.delete(message);
        fairness.ended(message, now);
      }
  };

  /** Takes over what fauxqs put into its own list: new messages, and those that came back. */
  const takeOver = () => {
    line.join(queue.messages);
    queue.messages = [];
  };

  queue.dequeue = (asked, ...rest) => {
    queue.processTimers();
    takeOver();
    const now = Date.now();
    if (inFlight.size > queue.inflightMessages.size) forgetReturned(now);
    const most = Math.min(asked, MAX_PER_RECEIVE);
    const received: ReturnType<typeof dequeue> = [];
    // Again when fauxqs has moved some of them to the dead letters.
    while (received.length < most && line.size > 0) {
      const left = most - received.length;
      queue.messages = line.take(left, fairness.noisy(now));
      received.push(...dequeue.call(queue, left, ...rest));
      takeOver();
    }
    const messages = received.flatMap(({ ReceiptHandle }) => {
      const entry = queue.inflightMessages.get(ReceiptHandle);
      return entry ? [entry.message] : [];
    });
    for (const message of messages) inFlight.add(message);
    fairness.received(messages, now);
    return received;
  };

  queue.getAttribute = (name) =>
    name === 'ApproximateNumberOfMessages'
      ? String(line.size + queue.messages.length)
      : getAttribute.call(queue, name);

  queue.inspectMessages = () => {
    takeOver();
    return { ...inspectMessages.call(queue), ready: line.all() };
  };

  queue.purge = () => {
    line.clear();
    purge.call(queue);
  };

  queue.deleteMessage = (handle) => {
    const message = queue.inflightMessages.get(handle)?.message;
    if (message && inFlight.delete(message)) fairness.ended(message, Date.now());
    return deleteMessage.call(queue, handle);
  };
}

/** How long a message may be due before it is seen to be, in milliseconds. */
const SEEN_WITHIN_MS = 20;

/** Fauxqs looks through all delayed messages at each receive, and fifty times a second; this has it look when one is due. */
function lookSeldom(queue: SqsQueue): void {
  const { processTimers } = queue;
  let known: Message[] = [];
  let seen = 0;
  let due = Number.POSITIVE_INFINITY;
  let looked = 0;

  queue.processTimers = () => {
    const delayed = queue.delayedMessages;
    if (delayed !== known) [known, seen, due] = [delayed, 0, Number.POSITIVE_INFINITY];
    for (; seen < delayed.length; seen++) due = Math.min(due, delayed[seen]?.delayUntil ?? 0);
    const now = Date.now();
    if (now >= due && now - looked >= SEEN_WITHIN_MS) {
      looked = now;
      processTimers.call(queue);
    } else {
      queue.delayedMessages = [];
      processTimers.call(queue);
      queue.delayedMessages = delayed;
    }
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
    const made: Message[] = [];
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
