import { beforeAll, expect, test } from 'vitest';
import { openStage, type Stage } from './support/synthesized.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage('staging');
}, 120_000);

test('stacks know each other by parameters alone: nothing that is used can hold up its removal', () => {
  for (const { stackName, template } of stage.deployed) {
    expect(JSON.stringify(template), stackName).not.toMatch(/Fn::ImportValue|Fn::GetStackOutput/);
    for (const output of Object.values((template as { Outputs?: Record<string, object> }).Outputs ?? {}))
      expect(output, stackName).not.toHaveProperty('Export');
  }
});

test('every parameter that a stack reads is written by one that is deployed before it', () => {
  const written = new Set<unknown>();
  const stacks = stage.deployed;
  const read = new Map<string, unknown[]>();
  for (const { stackName, template } of stacks) {
    const { Resources, Parameters = {} } = template as {
      Resources: Record<string, { Type: string; Properties?: { Name?: unknown } }>;
      Parameters?: Record<string, { Type: string; Default: unknown }>;
    };
    const names = Object.values(Parameters)
      .filter(({ Type }) => Type === 'AWS::SSM::Parameter::Value<String>')
      .map(({ Default }) => Default)
      .filter((name) => String(name).startsWith('/recado/'));
    read.set(stackName, names);
    for (const name of names) expect(written, `${stackName} reads ${name}`).toContain(name);
    for (const { Type, Properties } of Object.values(Resources))
      if (Type === 'AWS::SSM::Parameter') written.add(Properties?.Name);
  }
  expect(read.get('Recado-staging-platform')).toContain('/recado/staging/table-name');
});

test('consumers are deployed before what produces for them', () => {
  const stacks = stage.deployed;
  const needs = (name: string): string[] =>
    (stacks.find(({ stackName }) => stackName === name)?.dependencies ?? []).flatMap(({ id }) =>
      id.endsWith('.assets') ? [] : [id, ...needs(id)],
    );
  const workers = 'Recado-staging-workers';
  for (const { stackName } of stacks)
    if (!/-(data|api|workers)$/.test(stackName)) expect(needs(stackName), stackName).toContain(workers);
  expect(new Set(needs(workers))).toEqual(new Set(['Recado-staging-api', 'Recado-staging-data']));
});

test('the three outputs that matter keep their names', () => {
  const outputs = [...stage.stacks].flatMap(([stack, template]) =>
    Object.keys(template.findOutputs('*')).map((name) => `${stack}.${name}`),
  );
  expect(outputs.sort()).toEqual(['api.ApiUrl', 'data.AdminKeySecretArn', 'data.TableName']);
});
