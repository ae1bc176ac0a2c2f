import { App, type CfnResource, type CustomResourceProviderBase, Stack } from 'aws-cdk-lib';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Bucket, BucketProps } from 'aws-cdk-lib/aws-s3';
import { Asset } from 'aws-cdk-lib/aws-s3-assets';
import { bundleEmptying } from '../bundle/emptying.ts';
import type { Stage } from './stage.ts';

const isEmptied = ({ keepsData, isLocal }: Stage): boolean => !keepsData && !isLocal;

/** How a bucket goes with its stack: CloudFormation deletes empty ones only, so it is emptied where nothing is kept. */
export const bucketGoing = (stage: Stage): BucketProps => ({
  removalPolicy: stage.removalPolicy,
  autoDeleteObjects: isEmptied(stage),
});

/**
 * Makes the library's function that empties a bucket bring its SDK with it, and its logs go with the stack, too: Lambda
 * would make a group for them that no stack knows, and that stays.
 */
export function emptyingGoes(bucket: Bucket, stage: Stage): void {
  if (!isEmptied(stage)) return;
  const provider = Stack.of(bucket).node.findChild(PROVIDER) as CustomResourceProviderBase;
  const logs = new LogGroup(provider, 'Logs', {
    retention: stage.logRetention,
    removalPolicy: stage.removalPolicy,
  });
  const handler = provider.node.findChild('Handler') as CfnResource;
  handler.addPropertyOverride('LoggingConfig', { LogGroup: logs.logGroupName });
  const code = new Asset(provider, 'Code', { path: bundleEmptying(App.of(bucket)?.outdir ?? 'cdk.out') });
  handler.addPropertyOverride('Code', { S3Bucket: code.s3BucketName, S3Key: code.s3ObjectKey });
  handler.addPropertyOverride('Handler', 'index.handler');
  // Its own policy in place of the one that lets it make log groups.
  const role = provider.node.findChild('Role') as CfnResource;
  role.addPropertyDeletionOverride('ManagedPolicyArns');
  provider.addToRolePolicy({
    Effect: 'Allow',
    Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
    Resource: logs.logGroupArn,
  });
}

/** The library makes one for each stack. */
const PROVIDER = 'Custom::S3AutoDeleteObjectsCustomResourceProvider';
