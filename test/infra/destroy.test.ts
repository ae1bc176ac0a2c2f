import { beforeAll, expect, test } from 'vitest';
import { leadsTo, openStage, type Stage } from './support/synthesized.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage('staging');
}, 120_000);

test('a stage that keeps nothing can be destroyed, and no resource of it stays', () => {
  for (const { terminationProtection } of stage.deployed) expect(terminationProtection).toBe(false);
  for (const [name, template] of stage.stacks)
    for (const [id, { DeletionPolicy }] of Object.entries(
      template.toJSON().Resources as Record<string, { DeletionPolicy?: string }>,
    ))
      expect([name, id, DeletionPolicy ?? 'Delete']).toEqual([name, id, 'Delete']);
});

test('every bucket is emptied before it is deleted', () => {
  const emptied = stage.all('Custom::EmptiedBucket').map(({ properties }) => leadsTo(properties.BucketName));
  expect(emptied.toSorted()).toEqual(
    stage
      .all('AWS::S3::Bucket')
      .map(({ id }) => id)
      .toSorted(),
  );
});

test('every function writes to a log of its stack, and may make none that would stay', () => {
  const groups = new Set(stage.all('AWS::Logs::LogGroup').map(({ id }) => id));
  for (const { id, properties } of stage.all('AWS::Lambda::Function'))
    expect([id, groups.has(leadsTo(properties.LoggingConfig?.LogGroup ?? { Ref: '' }))]).toEqual([id, true]);
  for (const { id, properties } of [...stage.all('AWS::IAM::Role'), ...stage.all('AWS::IAM::Policy')]) {
    expect([id, properties.ManagedPolicyArns]).toEqual([id, undefined]);
    expect(JSON.stringify(properties), id).not.toContain('logs:CreateLogGroup');
  }
});
