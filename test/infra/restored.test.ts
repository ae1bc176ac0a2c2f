import { App } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { expect, test } from 'vitest';
import { stageFromContext } from '../../infra/constructs/base/stage.ts';
import { DataStack } from '../../infra/stacks/data.ts';

const name = 'Recado-prod-data-Orders-at-20261129T120000Z';
const streamArn = `arn:aws:dynamodb:us-east-1:123456789012:table/${name}/stream/2026-11-29T12:30:00.000`;

test('a restored table replaces the stack’s own for the whole stage, and that one stays', () => {
  const app = new App({ context: { stage: 'prod' } });
  const stage = stageFromContext(app.node, { prod: { keepsData: true, restoredTable: { name, streamArn } } });
  const template = Template.fromStack(new DataStack(app, 'data', stage, {}));
  const shared = (of: string, Value: unknown) =>
    template.hasResourceProperties('AWS::SSM::Parameter', { Name: `/recado/prod/${of}`, Value });
  shared('table-name', name);
  shared('table-stream-arn', streamArn);
  shared('table-arn', { 'Fn::Join': ['', Match.arrayWith([Match.stringLikeRegexp(`:table/${name}$`)])] });
  template.hasOutput('TableName', { Value: name });
  const [own] = Object.values(template.findResources('AWS::DynamoDB::Table'));
  expect(own?.DeletionPolicy).toBe('Retain');
});
