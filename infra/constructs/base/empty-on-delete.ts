import {
  App,
  type CfnResource,
  CustomResource,
  CustomResourceProvider,
  CustomResourceProviderRuntime,
  Stack,
} from 'aws-cdk-lib';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import { bundleEmptying } from '../../bundle/emptying.ts';
import type { Stage } from './stage.ts';

/** Its provider exists once in each stack. */
const RESOURCE_TYPE = 'Custom::EmptiedBucket';

/** Makes a bucket go with its stack where nothing is kept: CloudFormation deletes empty ones only, so it is emptied first. */
export function emptyOnDelete(bucket: Bucket, stage: Stage): void {
  if (stage.keepsData || stage.isLocal) return;
  const stack = Stack.of(bucket);
  const isFirst = stack.node.tryFindChild(`${RESOURCE_TYPE}CustomResourceProvider`) === undefined;
  const provider = CustomResourceProvider.getOrCreateProvider(bucket, RESOURCE_TYPE, {
    codeDirectory: bundleEmptying(App.of(bucket)?.outdir ?? 'cdk.out'),
    runtime: CustomResourceProviderRuntime.NODEJS_24_X,
    description: 'Empties buckets before they are deleted',
  });
  if (isFirst) ownLogs(provider, stage);
  provider.addToRolePolicy({ Effect: 'Allow', Action: 's3:ListBucket', Resource: bucket.bucketArn });
  provider.addToRolePolicy({
    Effect: 'Allow',
    Action: 's3:DeleteObject',
    Resource: bucket.arnForObjects('*'),
  });
  new CustomResource(bucket, 'Emptied', {
    resourceType: RESOURCE_TYPE,
    serviceToken: provider.serviceToken,
    properties: { BucketName: bucket.bucketName },
  });
}

/** The logs of the function go with the stack, too: Lambda would make a group for them that no stack knows, and that stays. */
function ownLogs(provider: CustomResourceProvider, stage: Stage): void {
  const logs = new LogGroup(provider, 'Logs', {
    retention: stage.logRetention,
    removalPolicy: stage.removalPolicy,
  });
  const handler = provider.node.findChild('Handler') as CfnResource;
  handler.addPropertyOverride('LoggingConfig', { LogGroup: logs.logGroupName });
  // Its own policy in place of the one that lets it make log groups.
  const role = provider.node.findChild('Role') as CfnResource;
  role.addPropertyDeletionOverride('ManagedPolicyArns');
  provider.addToRolePolicy({
    Effect: 'Allow',
    Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
    Resource: logs.logGroupArn,
  });
}
