import { App, Stack } from 'aws-cdk-lib';
import { CfnQueue, Queue } from 'aws-cdk-lib/aws-sqs';
import { expect, test } from 'vitest';
import { addChecks } from '../../infra/checks.ts';

/** Most of its time goes into loading what checks. */
const LOADING = { timeout: 120_000 };

/** What comes of the synthesis of an app with these resources and the checks. */
async function synthesisOf(fill: (stack: Stack) => void): Promise<() => unknown> {
  const app = new App({ analyticsReporting: false, builtinCloudFormationValidation: false });
  fill(new Stack(app, 'Checked'));
  await addChecks(app);
  return () => app.synth();
}

test('the synthesis fails on a resource that cdk-nag finds fault with', LOADING, async () => {
  const synth = await synthesisOf((stack) => new Queue(stack, 'Plain', { enforceSSL: false }));
  expect(synth).toThrow(/AwsSolutions-SQS4/);
});

test('the synthesis fails on a resource that CloudFormation would refuse', LOADING, async () => {
  const synth = await synthesisOf((stack) => {
    new CfnQueue(stack, 'Late').addPropertyOverride('DelaySeconds', 'soon');
  });
  expect(synth).toThrow(/DelaySeconds/);
});
