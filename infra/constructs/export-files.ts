import { Duration, Stack, Validations } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { BlockPublicAccess, Bucket, BucketEncryption } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { EXPORT_DAYS, FILE_PREFIX } from '../../shared/reports/exports/export-job.ts';
import { bucketGoing, emptyingLogsGo } from './going.ts';
import type { Grant } from './grant.ts';
import type { Stage } from './stage.ts';

/** The files of exports, for a day. */
export class ExportFiles extends Construct {
  readonly #bucket: Bucket;

  constructor(scope: Construct, id: string, stage: Stage) {
    super(scope, id);
    this.#bucket = new Bucket(this, 'Bucket', {
      encryption: BucketEncryption.S3_MANAGED,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      enforceSSL: true,
      lifecycleRules: [
        {
          expiration: Duration.days(EXPORT_DAYS),
          abortIncompleteMultipartUploadAfter: Duration.days(EXPORT_DAYS),
        },
      ],
      ...bucketGoing(stage),
    });
    emptyingLogsGo(this.#bucket, stage);
    Validations.of(this.#bucket).acknowledge({
      id: 'AwsSolutions-S1',
      reason:
        'Only one function writes to it, and its files are read by links of functions that log who asked.',
    });
  }

  /** Handing out links, which work as long as their signer may read. */
  reading(scope: Construct): Grant {
    return this.#grant(scope, ['s3:GetObject']);
  }

  writing(scope: Construct): Grant {
    return this.#grant(scope, ['s3:PutObject', 's3:AbortMultipartUpload']);
  }

  #grant(scope: Construct, actions: string[]): Grant {
    const bucket = this.#bucket;
    const files = `${FILE_PREFIX}*`;
    const data = Stack.of(bucket);
    // Stacks of other parts know the bucket by this name.
    const { 'Fn::ImportValue': imported } = data.resolve(data.exportValue(bucket.bucketArn));
    Validations.of(scope).acknowledge({
      id: `AwsSolutions-IAM5[Resource::${imported}/${files}]`,
      reason: 'The files are named as exports are asked for.',
    });
    const statement = new PolicyStatement({ actions, resources: [bucket.arnForObjects(files)] });
    return { statements: [statement], environment: { EXPORTS_BUCKET: bucket.bucketName } };
  }
}
