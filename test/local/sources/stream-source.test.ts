import type { DynamoDBStreamEvent } from 'aws-lambda';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createEngineClient, type EngineClient } from '../../../infra/local/engine/client.ts';
import { until } from '../../support/time/until.ts';
import { functionOf, OBSERVED, ordersTable } from '../support/assembly.ts';
import { useObservedHost } from '../support/observed-host.ts';

let dynamodb: EngineClient;

const mapping = (more: object) => ({
  Type: 'AWS::Lambda::EventSourceMapping',
  Properties: {
    EventSourceArn: { 'Fn::GetAtt': ['Orders', 'StreamArn'] },
    FunctionName: { Ref: 'Relay' },
    FunctionResponseTypes: ['ReportBatchItemFailures'],
    StartingPosition: 'TRIM_HORIZON',
    FilterCriteria: {
      Filters: [{ Pattern: '{"eventName":["INSERT"],"dynamodb":{"NewImage":{"entity":{"S":["event"]}}}}' }],
    },
    ...more,
  },
});

const served = useObservedHost<DynamoDBStreamEvent>(
  {
    Orders: ordersTable({ StreamSpecification: { StreamViewType: 'NEW_IMAGE' } }),
    Relay: functionOf('relay'),
    Lost: { Type: 'AWS::SQS::Queue' },
    FromOrders: mapping({
      BatchSize: 4,
      BisectBatchOnFunctionError: true,
      MaximumRetryAttempts: 1,
      DestinationConfig: { OnFailure: { Destination: { 'Fn::GetAtt': ['Lost', 'Arn'] } } },
    }),
  },
  { relay: OBSERVED },
);
beforeAll(() => {
  dynamodb = createEngineClient(served.host.endpoints.dynamodb, 'us-east-1');
});
afterAll(() => {
  dynamodb?.close();
});

const item = (pk: string, entity = 'event') => ({ pk: { S: pk }, entity: { S: entity }, raw: { B: 'AAEC' } });
const put = (...keys: string[]) =>
  dynamodb.call('TransactWriteItems', {
    TransactItems: keys.map((pk) => ({ Put: { TableName: 'orders', Item: item(pk) } })),
  });
const keysOf = ({ Records }: DynamoDBStreamEvent) => Records.map(({ dynamodb }) => dynamodb?.Keys?.pk?.S);
const seen = () => served.observer.events.map(keysOf);

test('a function gets the records in Lambda’s form, and only those that match its filter', async () => {
  await dynamodb.call('PutItem', { TableName: 'orders', Item: item('a', 'order') });
  await put('b');
  await dynamodb.call('PutItem', { TableName: 'orders', Item: { ...item('b'), again: { BOOL: true } } });
  await put('c');
  await until('both events arrive', () => seen().flat().includes('c'));
  expect(seen().flat()).toEqual(['b', 'c']);
  expect(served.observer.events[0]?.Records[0]).toEqual({
    eventID: expect.any(String),
    eventName: 'INSERT',
    eventVersion: '1.1',
    eventSource: 'aws:dynamodb',
    awsRegion: 'us-east-1',
    eventSourceARN: 'arn:aws:dynamodb:us-east-1:000000000000:table/orders/stream/local',
    dynamodb: {
      ApproximateCreationDateTime: expect.any(Number),
      Keys: { pk: { S: 'b' } },
      NewImage: item('b'),
      SequenceNumber: expect.stringMatching(/^\d+$/),
      SizeBytes: expect.any(Number),
      StreamViewType: 'NEW_IMAGE',
    },
  });
});

test('a batch is retried from the record that failed', async () => {
  let failed = false;
  served.observer.answer = ({ Records }) => {
    const third = Records.find(({ dynamodb }) => dynamodb?.Keys?.pk?.S === 'p3');
    if (failed || !third) return undefined;
    failed = true;
    return { batchItemFailures: [{ itemIdentifier: third.dynamodb?.SequenceNumber }] };
  };
  await put('p1', 'p2', 'p3', 'p4');
  await until(
    'the rest comes again',
    () =>
      seen()
        .flat()
        .filter((key) => key === 'p4').length === 2,
  );
  expect(seen()).toEqual([
    ['p1', 'p2', 'p3', 'p4'],
    ['p3', 'p4'],
  ]);
});

test('a record that keeps failing is set aside after its retries, and holds up nothing', async () => {
  served.observer.answer = (event) => {
    if (keysOf(event).includes('q2')) throw new Error('never');
    return undefined;
  };
  await put('q1', 'q2', 'q3', 'q4', 'q5');
  await until('the last one passes', () => seen().flat().includes('q5'));
  expect(seen()).toEqual([
    ['q1', 'q2', 'q3', 'q4'],
    ['q1', 'q2'],
    ['q1'],
    ['q2'],
    ['q2'],
    ['q3', 'q4'],
    ['q5'],
  ]);
});
