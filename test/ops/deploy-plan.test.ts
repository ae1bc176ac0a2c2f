import { describe, expect, test } from 'vitest';
import { planOf } from '../../infra/ops/deploy-plan.ts';
import { addressOf, clientSettings } from '../../infra/ops/stage-resources.ts';

describe('npm run deploy', () => {
  test('deploys all stacks without asking, and sees the stage do its job', () => {
    expect(planOf(['-c', 'stage=prod'], undefined)).toEqual({
      cdk: ['deploy', '--all', '--require-approval', 'never', '-c', 'stage=prod'],
      stage: 'prod',
      profile: undefined,
      wantsSmoke: true,
      deploys: true,
    });
  });

  test.each([
    [[], 'dev'],
    [['-c', 'stage=prod'], 'prod'],
    [['--context', 'stage=prod'], 'prod'],
    [['--context=stage=prod'], 'prod'],
    [['-c=stage=prod'], 'prod'],
  ])('%j is about the stage %s', (given, stage) => {
    expect(planOf(given, undefined).stage).toBe(stage);
  });

  test('passes on its arguments: stacks by name, confirmations, a profile', () => {
    const given = ['Recado-dev-api', '--require-approval', 'broadening', '--profile', 'ops'];
    expect(planOf(given, undefined)).toMatchObject({ cdk: ['deploy', ...given], profile: 'ops' });
    expect(planOf(['--all', '--profile=ops'], undefined)).toMatchObject({
      cdk: ['deploy', '--require-approval', 'never', '--all', '--profile=ops'],
      profile: 'ops',
    });
  });

  test('leaves the smoke test out when asked to, and where an emulator is deployed to', () => {
    expect(planOf(['--no-smoke'], undefined)).toMatchObject({ wantsSmoke: false, deploys: true });
    expect(planOf(['--no-smoke'], undefined).cdk).not.toContain('--no-smoke');
    expect(planOf([], 'http://127.0.0.1:4566')).toMatchObject({ wantsSmoke: false, deploys: true });
    expect(planOf([], '')).toMatchObject({ wantsSmoke: true });
  });

  test.each([
    ['--help'],
    ['-h'],
    ['--no-execute'],
    ['--method=prepare-change-set'],
    ['--method', 'prepare-change-set'],
  ])('expects no stage after %s', (...given) => {
    expect(planOf(given, undefined)).toMatchObject({ deploys: false, wantsSmoke: false });
  });
});

test('a stage of an emulator answers below a path of it', () => {
  const url = 'https://04a3be52.execute-api.us-east-1.amazonaws.com';
  expect(addressOf(url, 'http://127.0.0.1:4566/')).toBe('http://127.0.0.1:4566/_aws/execute-api/04a3be52');
  expect(addressOf(url, undefined)).toBe(url);
  expect(addressOf('https://api.example.com', 'http://127.0.0.1:4566')).toBe('https://api.example.com');
});

test('a stage is reached in the region that the CDK deploys it to', () => {
  expect(clientSettings('dev', { AWS_DEFAULT_REGION: 'sa-east-1' })).toEqual({ region: 'sa-east-1' });
  expect(clientSettings('dev', { AWS_REGION: 'us-east-1', AWS_DEFAULT_REGION: 'sa-east-1' })).toEqual({
    region: 'us-east-1',
  });
  // As the AWS CLI is set up.
  expect(clientSettings('constructor', {})).toEqual({});
});
