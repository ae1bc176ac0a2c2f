import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { hazards, recordedReleases, recordingOf } from './support/recording.ts';
import { functionNamed, leadsTo, openStage, type Stage } from './support/synthesized.ts';

let prod: Stage;
beforeAll(async () => {
  prod = await openStage('prod');
}, 120_000);

describe('the checks', () => {
  test('find nothing', () => {
    const report: unknown = JSON.parse(readFileSync(join(prod.outdir, 'validation-report.json'), 'utf8'));
    expect(report).toMatchObject({ pluginReports: [] });
  });
});

test.each(recordedReleases())(
  'an upgrade from %s replaces nothing and leaves nothing behind',
  (_, before) => {
    expect(hazards(before, recordingOf('prod', prod.deployed))).toEqual([]);
  },
);

test('the console leads to the logs of what works on an order', () => {
  const functions = prod.all('AWS::Lambda::Function');
  const { WORKER_LOGS } = functionNamed(functions, 'get-session').properties.Environment.Variables;
  const [, groups] = WORKER_LOGS['Fn::Join'];
  for (const worker of ['relay-events', 'dial-call', 'deliver-webhook', 'make-bookings', 'sweep-due'])
    expect(groups.map(leadsTo)).toContain(
      leadsTo(functionNamed(functions, worker).properties.LoggingConfig.LogGroup),
    );
});

test('takes as many roles and routes of an account as infra/DEPLOY.md says', () => {
  const guide = readFileSync(join(import.meta.dirname, '../../infra/DEPLOY.md'), 'utf8');
  const said = (quota: string) =>
    Number(
      guide
        .split('\n')
        .find((line) => line.includes(quota))
        ?.split('|')[2]
        ?.match(/\d+/)?.[0],
    );
  const many = (type: string) => prod.all(type).length;
  expect([said('L-FE177D64'), said('routes and integrations')]).toEqual([
    many('AWS::IAM::Role'),
    many('AWS::ApiGatewayV2::Route'),
  ]);
});

describe('the table', () => {
  test('can be restored to any second, cannot be deleted, and outlives its stack', () => {
    const [table, ...others] = prod.all('AWS::DynamoDB::Table');
    expect(others).toEqual([]);
    expect(table?.deletionPolicy).toBe('Retain');
    expect(table?.properties).toMatchObject({
      BillingMode: 'PAY_PER_REQUEST',
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      DeletionProtectionEnabled: true,
      TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
      StreamSpecification: { StreamViewType: 'NEW_IMAGE' },
    });
  });

  test('holds keys only in its indexes', () => {
    const [table] = prod.all('AWS::DynamoDB::Table');
    const index = (name: string, projection: string) => ({
      IndexName: name,
      KeySchema: [
        { AttributeName: `${name}Pk`, KeyType: 'HASH' },
        { AttributeName: `${name}Sk`, KeyType: 'RANGE' },
      ],
      Projection: { ProjectionType: projection },
    });
    expect(table?.properties.GlobalSecondaryIndexes).toEqual([
      index('list', 'KEYS_ONLY'),
      index('lookup', 'KEYS_ONLY'),
      index('subject', 'KEYS_ONLY'),
      index('sparse', 'KEYS_ONLY'),
    ]);
  });
});

test('every queue, log, bucket, secret and key outlives its stack, but not a first deployment that fails', () => {
  const kept = [
    'AWS::SQS::Queue',
    'AWS::Logs::LogGroup',
    'AWS::S3::Bucket',
    'AWS::SecretsManager::Secret',
    'AWS::KMS::Key',
  ];
  for (const type of kept) {
    expect(prod.all(type)).not.toEqual([]);
    for (const { id, deletionPolicy } of prod.all(type))
      expect(deletionPolicy, id).toBe('RetainExceptOnCreate');
  }
});

test('no stack can be destroyed, and no bucket is emptied', () => {
  for (const { stackName, terminationProtection } of prod.deployed)
    expect([stackName, terminationProtection]).toEqual([stackName, true]);
  expect(prod.all('Custom::EmptiedBucket')).toEqual([]);
});

test("the key of tenants' secrets is turned every year, and has a name of the stage's own", () => {
  const [key, ...others] = prod.all('AWS::KMS::Key');
  expect(others).toEqual([]);
  expect(key?.properties).toMatchObject({ EnableKeyRotation: true, PendingWindowInDays: 30 });
  const [alias] = prod.all('AWS::KMS::Alias');
  expect(alias?.properties.AliasName).toBe('alias/recado-prod');
  expect(leadsTo(alias?.properties.TargetKeyId)).toBe(key?.id);
});

test('logs are kept for half a year', () => {
  for (const { id, properties } of prod.all('AWS::Logs::LogGroup'))
    expect(properties, id).toEqual({ RetentionInDays: 180 });
});

test('live calls need a voice agent, and private addresses are never called', () => {
  for (const { id, properties } of prod.all('AWS::Lambda::Function')) {
    expect(properties.Environment.Variables, id).toMatchObject({ STAGE: 'prod', LIVE_CALLS: 'agent' });
    expect(properties.Environment.Variables, id).not.toHaveProperty('ALLOW_PRIVATE_TARGETS');
  }
});

describe('the API', () => {
  test('bounds the requests of a second', () => {
    const [stage] = prod.all('AWS::ApiGatewayV2::Stage');
    expect(stage?.properties.DefaultRouteSettings).toEqual({
      ThrottlingBurstLimit: 2000,
      ThrottlingRateLimit: 1000,
    });
  });
});

test('every alarm is mailed', () => {
  const [topic] = prod.all('AWS::SNS::Topic');
  const [subscription] = prod.all('AWS::SNS::Subscription');
  expect(subscription?.properties).toMatchObject({ Protocol: 'email', Endpoint: 'ops@example.com' });
  for (const { id, properties } of prod.all('AWS::CloudWatch::Alarm'))
    expect(properties.AlarmActions.map(leadsTo), id).toEqual([topic?.id]);
});

test('no stack comes near the 500 resources that CloudFormation takes', () => {
  for (const [name, template] of prod.stacks)
    expect(Object.keys(template.toJSON().Resources).length, name).toBeLessThan(400);
});
