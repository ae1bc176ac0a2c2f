import {
  GetQueueAttributesCommand,
  PurgeQueueCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import type { SQSEvent } from 'aws-lambda';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { until } from '../../support/time/until.ts';
import { functionOf, OBSERVED } from '../support/assembly.ts';
import { useObservedHost } from '../support/observed-host.ts';

let sqs: SQSClient;

const queue = (more: object = {}) => ({ Type: 'AWS::SQS::Queue', Properties: more });
const mapping = (logicalId: string, more: object = {}) => ({
  Type: 'AWS::Lambda::EventSourceMapping',
  Properties: {
    EventSourceArn: { 'Fn::GetAtt': [logicalId, 'Arn'] },
    FunctionName: { Ref: 'Worker' },
    FunctionResponseTypes: ['ReportBatchItemFailures'],
    ...more,
  },
});

const served = useObservedHost<SQSEvent>(
  {
    Worker: functionOf('worker'),
    Dead: queue(),
    Work: queue({
      VisibilityTimeout: 1,
      RedrivePolicy: { deadLetterTargetArn: { 'Fn::GetAtt': ['Dead', 'Arn'] }, maxReceiveCount: 2 },
    }),
    Choosy: queue({ VisibilityTimeout: 1 }),
    Single: queue({ VisibilityTimeout: 30 }),
    Patient: queue({ VisibilityTimeout: 30 }),
    FromWork: mapping('Work'),
    FromChoosy: mapping('Choosy', {
      FilterCriteria: { Filters: [{ Pattern: '{"body":{"kind":["dial"]}}' }] },
    }),
    FromSingle: mapping('Single', { BatchSize: 1, ScalingConfig: { MaximumConcurrency: 2 } }),
    FromPatient: mapping('Patient', { BatchSize: 12, MaximumBatchingWindowInSeconds: 5 }),
  },
  { worker: OBSERVED },
);
beforeAll(() => {
  sqs = new SQSClient({
    endpoint: served.host.endpoints.sqs,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
});
afterAll(() => {
  sqs?.destroy();
});

const send = (name: string, ...bodies: string[]) =>
  sqs.send(
    new SendMessageBatchCommand({
      QueueUrl: served.host.queueUrls[`Shop-${name}`],
      Entries: bodies.map((MessageBody, index) => ({ Id: String(index), MessageBody })),
    }),
  );
const bodies = () => served.observer.events.flatMap(({ Records }) => Records.map(({ body }) => body));
const left = async (name: string) => {
  const { Attributes = {} } = await sqs.send(
    new GetQueueAttributesCommand({
      QueueUrl: served.host.queueUrls[`Shop-${name}`],
      AttributeNames: ['All'],
    }),
  );
  const { ApproximateNumberOfMessages: ready, ApproximateNumberOfMessagesNotVisible: hidden } = Attributes;
  return Number(ready) + Number(hidden);
};

test('a function gets the messages in Lambda’s form', async () => {
  await sqs.send(
    new SendMessageCommand({
      QueueUrl: served.host.queueUrls['Shop-Work'],
      MessageBody: 'hola 👋',
      MessageAttributes: { from: { DataType: 'String', StringValue: 'test' } },
    }),
  );
  const [event] = await until(
    'the function is called',
    () => served.observer.events.length > 0 && served.observer.events,
  );
  expect(event).toEqual({
    Records: [
      {
        messageId: expect.stringMatching(/^[0-9a-f-]{36}$/),
        receiptHandle: expect.any(String),
        body: 'hola 👋',
        attributes: {
          ApproximateReceiveCount: '1',
          SentTimestamp: expect.stringMatching(/^\d{13}$/),
          SenderId: expect.any(String),
          ApproximateFirstReceiveTimestamp: expect.stringMatching(/^\d{13}$/),
        },
        messageAttributes: {
          from: { stringValue: 'test', stringListValues: [], binaryListValues: [], dataType: 'String' },
        },
        md5OfBody: expect.stringMatching(/^[0-9a-f]{32}$/),
        eventSource: 'aws:sqs',
        eventSourceARN: 'arn:aws:sqs:us-east-1:000000000000:Shop-Work',
        awsRegion: 'us-east-1',
      },
    ],
  });
  await until('the message is deleted', async () => (await left('Work')) === 0);
});

test('a message keeps its group, by which the queue is fair', async () => {
  await sqs.send(
    new SendMessageBatchCommand({
      QueueUrl: served.host.queueUrls['Shop-Work'],
      Entries: [
        { Id: 'a', MessageBody: 'one', MessageGroupId: 'g1' },
        { Id: 'b', MessageBody: 'two', MessageGroupId: 'g2' },
        { Id: 'c', MessageBody: 'three' },
      ],
    }),
  );
  await until('all come', () => bodies().length === 3);
  const records = served.observer.events.flatMap(({ Records }) => Records);
  expect(records.map(({ body, attributes }) => [body, attributes.MessageGroupId])).toEqual([
    ['one', 'g1'],
    ['two', 'g2'],
    ['three', undefined],
  ]);
  await until('nothing is left', async () => (await left('Work')) === 0);
});

test('reported failures come again, and the rest is deleted', async () => {
  served.observer.answer = ({ Records }) => ({
    batchItemFailures: Records.filter(
      ({ body, attributes }) => body === 'bad' && attributes.ApproximateReceiveCount === '1',
    ).map(({ messageId }) => ({ itemIdentifier: messageId })),
  });
  await send('Work', 'good', 'bad', 'fine');
  await until('the bad one comes again', () => bodies().length === 4);
  expect(bodies()).toEqual(['good', 'bad', 'fine', 'bad']);
  await until('nothing is left', async () => (await left('Work')) === 0);
});

test.each([
  [
    'it throws',
    () => {
      throw new Error('no');
    },
  ],
  ['it names no message of the batch', () => ({ batchItemFailures: [{ itemIdentifier: null }] })],
])('all of them come again when %s, and end in the dead-letter queue', async (_, answer) => {
  served.observer.answer = answer;
  await send('Work', 'one', 'two');
  await until('both are dead letters', async () => (await left('Dead')) === 2);
  expect(bodies().sort()).toEqual(['one', 'one', 'two', 'two']);
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({
      QueueUrl: served.host.queueUrls['Shop-Dead'],
      MaxNumberOfMessages: 10,
      VisibilityTimeout: 600,
    }),
  );
  expect(Messages.map(({ Body }) => Body).sort()).toEqual(['one', 'two']);
  await sqs.send(new PurgeQueueCommand({ QueueUrl: served.host.queueUrls['Shop-Dead'] }));
});

test('messages that do not match the filter are deleted unseen', async () => {
  await send('Choosy', '{"kind":"report"}', 'no JSON', '{"kind":"dial"}');
  await until('nothing is left', async () => (await left('Choosy')) === 0);
  expect(bodies()).toEqual(['{"kind":"dial"}']);
});

test('no more run at a time than the mapping allows', async () => {
  let running = 0;
  let most = 0;
  served.observer.answer = async () => {
    running++;
    most = Math.max(most, running);
    await new Promise((resume) => setTimeout(resume, 30));
    running--;
    return undefined;
  };
  await send('Single', ...'abcdef');
  await until('all are done', () => bodies().length === 6 && running === 0);
  expect(most).toBe(2);
  expect(served.observer.events.every(({ Records }) => Records.length === 1)).toBe(true);
});

test('a batching window gathers a larger batch than one receive gives', async () => {
  const twelve = [...'abcdefghijkl'];
  await send('Patient', ...twelve.slice(0, 6));
  await send('Patient', ...twelve.slice(6));
  await until('the batch arrives', () => served.observer.events.length > 0);
  expect(served.observer.events.map(({ Records }) => Records.length)).toEqual([12]);
});
