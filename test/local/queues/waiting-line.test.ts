import { expect, it } from 'vitest';
import { makeFair } from '../../../infra/local/queues/fair-queue.ts';
import { createWaitingLine } from '../../../infra/local/queues/waiting-line.ts';
import { SqsStore } from '../../../node_modules/fauxqs/dist/sqs/sqsStore.js';

interface Numbered {
  n: number;
  messageGroupId?: string;
}

const lineOf = (...groups: (string | undefined)[]) => {
  const line = createWaitingLine<Numbered>();
  line.join(groups.map((group, n) => ({ n, ...(group !== undefined && { messageGroupId: group }) })));
  return line;
};

const numbers = (messages: readonly Numbered[]) => messages.map(({ n }) => n);

const none = new Map<string, number>();

it('hands out in order while no group is noisy, those without a group among them', () => {
  const line = lineOf('a', undefined, 'b', 'a', undefined);
  expect(numbers(line.take(3, none))).toEqual([0, 1, 2]);
  expect(numbers(line.take(3, none))).toEqual([3, 4]);
  expect(line.size).toBe(0);
});

it('gives a noisy group its old place back when it is quiet again', () => {
  const line = lineOf('a', 'b', 'a', 'c', 'b', 'c', 'a');
  expect(
    numbers(
      line.take(
        2,
        new Map([
          ['a', 9],
          ['b', 9],
        ]),
      ),
    ),
  ).toEqual([3, 5]);
  expect(line.size).toBe(5);
  expect(numbers(line.take(3, new Map([['b', 9]])))).toEqual([0, 2, 6]);
  expect(numbers(line.take(3, none))).toEqual([1, 4]);
});

it('takes of several noisy groups the one with the fewest in flight, each in its order', () => {
  const line = lineOf('a', 'a', 'a', 'b', 'b');
  expect(
    numbers(
      line.take(
        4,
        new Map([
          ['a', 3],
          ['b', 1],
        ]),
      ),
    ),
  ).toEqual([3, 4, 0, 1]);
});

it('keeps the order over what joins later, and says who waits', () => {
  const line = lineOf('a', 'a', 'b');
  expect(numbers(line.take(1, new Map([['a', 9]])))).toEqual([2]);
  line.join([
    { n: 3, messageGroupId: 'b' },
    { n: 4, messageGroupId: 'a' },
  ]);
  expect(numbers(line.all())).toEqual([0, 1, 3, 4]);
  expect(numbers(line.take(9, none))).toEqual([0, 1, 3, 4]);
  line.join([{ n: 5 }]);
  line.clear();
  expect(line.take(9, none)).toEqual([]);
});

it.each([
  ['its group is noisy', new Map([['a', 30]])],
  ['nobody is noisy', none],
])('looks at a message equally often however many wait, when %s', (_, noisy) => {
  const looksFor = (count: number) => {
    let looks = 0;
    const line = createWaitingLine<Numbered>();
    line.join(
      Array.from({ length: count }, (_, n) => ({
        n,
        get messageGroupId() {
          looks++;
          return 'a';
        },
      })),
    );
    const taken: number[] = [];
    while (line.size > 0) taken.push(...numbers(line.take(10, noisy)));
    expect(taken).toEqual(Array.from({ length: count }, (_, n) => n));
    return looks;
  };
  expect(looksFor(20_000)).toBe(10 * looksFor(2000));
});

const queueOf = () => {
  const queue = new SqsStore().createQueue(
    'calls',
    'http://127.0.0.1:1/0/calls',
    'arn:aws:sqs:r:0:calls',
    {},
  );
  makeFair(queue);
  return queue;
};

it('counts, shows and purges what waits, what nobody has asked for among it', () => {
  const queue = queueOf();
  for (const body of ['1', '2', '3']) queue.enqueue(SqsStore.createMessage(body));
  expect(queue.dequeue(1).map(({ Body }) => Body)).toEqual(['1']);
  queue.enqueue(SqsStore.createMessage('4'));
  expect(
    queue.getAllAttributes(['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible']),
  ).toEqual({ ApproximateNumberOfMessages: '3', ApproximateNumberOfMessagesNotVisible: '1' });
  const { ready, inflight } = queue.inspectMessages();
  expect(ready.map(({ body }) => body)).toEqual(['2', '3', '4']);
  expect(inflight.map(({ message }) => message.body)).toEqual(['1']);
  queue.purge();
  expect(queue.dequeue(10)).toEqual([]);
});

it('goes on with the next message after those that went to the dead letters', () => {
  const store = new SqsStore();
  const arn = 'arn:aws:sqs:r:0:dead';
  const dead = store.createQueue('dead', 'http://127.0.0.1:1/0/dead', arn, {});
  const policy = JSON.stringify({ deadLetterTargetArn: arn, maxReceiveCount: 1 });
  const queue = store.createQueue('calls', 'http://127.0.0.1:1/0/calls', 'arn:aws:sqs:r:0:calls', {
    RedrivePolicy: policy,
  });
  for (const each of [queue, dead]) makeFair(each);
  for (const body of ['1', '2', '3']) queue.enqueue(SqsStore.createMessage(body));
  for (const { ReceiptHandle } of queue.dequeue(2)) queue.changeVisibility(ReceiptHandle, 0);
  queue.enqueue(SqsStore.createMessage('4'));
  const receive = () => queue.dequeue(2, undefined, (of) => store.getQueueByArn(of)).map(({ Body }) => Body);
  expect(receive()).toEqual(['3', '4']);
  expect(dead.dequeue(10).map(({ Body }) => Body)).toEqual(['1', '2']);
});

it('does not look through delayed messages before one of them is due', () => {
  const queue = queueOf();
  let looks = 0;
  const later = Date.now() + 900_000;
  for (let n = 0; n < 1000; n++) {
    const message = SqsStore.createMessage(`later ${n}`);
    const look = () => {
      looks++;
      return later;
    };
    queue.enqueue(Object.defineProperty(message, 'delayUntil', { get: look, configurable: true }));
  }
  looks = 0;
  for (let n = 0; n < 100; n++) {
    queue.enqueue(SqsStore.createMessage(String(n)));
    expect(queue.dequeue(1).map(({ Body }) => Body)).toEqual([String(n)]);
  }
  expect(looks).toBe(1000);
  expect(queue.getAttribute('ApproximateNumberOfMessagesDelayed')).toBe('1000');
});

it('hands out a delayed message once it is due', async () => {
  const queue = queueOf();
  const message = SqsStore.createMessage('soon');
  message.delayUntil = Date.now() + 60;
  queue.enqueue(message);
  expect(queue.dequeue(1)).toEqual([]);
  await queue.waitForMessages(5);
  expect(queue.dequeue(1).map(({ Body }) => Body)).toEqual(['soon']);
});
