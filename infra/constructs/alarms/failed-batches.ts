import { type CfnElement, Duration, Stack, Validations } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IEventSourceDlq } from 'aws-cdk-lib/aws-lambda';
import { BlockPublicAccess, Bucket, BucketEncryption } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { emptyOnDelete } from '../base/empty-on-delete.ts';
import { sharedValue } from '../base/shared-value.ts';
import type { Stage } from '../base/stage.ts';

/** The prefix Lambda gives its failure records. */
const PREFIX = 'aws/lambda/*';

/**
 * Where Lambda leaves batches of a stream that it gives up on. A bucket, because only that gets them whole: a queue
 * would get positions in a stream, whose records expire after a day.
 */
export class FailedBatches extends Construct {
  readonly #bucket: Bucket;

  constructor(scope: Construct, id: string, stage: Stage) {
    super(scope, id);
    this.#bucket = new Bucket(this, 'Bucket', {
      encryption: BucketEncryption.S3_MANAGED,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      enforceSSL: true,
      lifecycleRules: [{ expiration: KEEP }],
      removalPolicy: stage.removalPolicy,
    });
    sharedValue(this, stage, 'failed-batches-bucket', this.#bucket.bucketName);
    emptyOnDelete(this.#bucket, stage);
    Validations.of(this.#bucket).acknowledge({
      id: 'AwsSolutions-S1',
      reason: 'Only Lambda writes to it and only an operator reads it, both of which CloudTrail can record.',
    });
    const stack = Stack.of(this);
    const logicalId = stack.getLogicalId(this.#bucket.node.defaultChild as CfnElement);
    Validations.of(stack).acknowledge({
      id: `AwsSolutions-IAM5[Resource::<${logicalId}.Arn>/${PREFIX}]`,
      reason: 'Lambda names the objects; their prefix is the narrowest that its documentation promises.',
    });
  }

  /** The failure destination of an event source, and what it takes in its function's role. */
  destination(): IEventSourceDlq {
    const bucket = this.#bucket;
    return {
      bind(_source, { grantPrincipal }) {
        grantPrincipal.addToPrincipalPolicy(
          new PolicyStatement({ actions: ['s3:ListBucket'], resources: [bucket.bucketArn] }),
        );
        grantPrincipal.addToPrincipalPolicy(
          new PolicyStatement({ actions: ['s3:PutObject'], resources: [bucket.arnForObjects(PREFIX)] }),
        );
        return { destination: bucket.bucketArn };
      },
    };
  }
}

/** Long enough to fix and replay, but limited: they hold customers' data. */
const KEEP = Duration.days(90);
