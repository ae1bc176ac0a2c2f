import { Arn, Duration, Stack, Validations } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { BlockPublicAccess, Bucket, BucketEncryption, type LifecycleRule } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { type FilePrefix, filePrefixes } from '../../shared/adapters/files/prefixes.ts';
import { recordingPrefix } from '../../shared/calls/recordings/recording.ts';
import { EXPORT_DAYS } from '../../shared/reports/exports/export-job.ts';
import { RECORDING_DAYS } from '../../shared/tenants/settings/retention.ts';
import { emptyOnDelete } from './base/empty-on-delete.ts';
import type { Grant } from './base/grant.ts';
import { sharedValue } from './base/shared-value.ts';
import type { Stage } from './base/stage.ts';

/** The files of exports, for a day, and recordings of calls, for as many days as their keys say. */
export class StoredFiles extends Construct {
  readonly #name: string;

  constructor(scope: Construct, id: string, stage: Stage) {
    super(scope, id);
    const bucket = new Bucket(this, 'Bucket', {
      encryption: BucketEncryption.S3_MANAGED,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      enforceSSL: true,
      lifecycleRules: [
        { abortIncompleteMultipartUploadAfter: Duration.days(EXPORT_DAYS) },
        expiring(filePrefixes.exports, EXPORT_DAYS),
        ...recordingRules(),
      ],
      removalPolicy: stage.removalPolicy,
    });
    emptyOnDelete(bucket, stage);
    this.#name = sharedValue(this, stage, 'exports-bucket', bucket.bucketName);
    Validations.of(bucket).acknowledge({
      id: 'AwsSolutions-S1',
      reason:
        'Only one function writes to it, and its files are read by links of functions that log who asked.',
    });
  }

  /** Signing links, which work while their signer may read. */
  reading(scope: Construct, prefix: FilePrefix): Grant {
    return this.#grant(scope, [prefix], ['s3:GetObject']);
  }

  writing(scope: Construct, prefixes: readonly FilePrefix[]): Grant {
    return this.#grant(scope, prefixes, ['s3:PutObject', 's3:AbortMultipartUpload']);
  }

  #grant(scope: Construct, prefixes: readonly FilePrefix[], actions: string[]): Grant {
    const resources = prefixes.map((prefix) =>
      Arn.format(
        {
          ...{ service: 's3', region: '', account: '' },
          ...{ resource: this.#name, resourceName: `${filePrefixes[prefix]}*` },
        },
        Stack.of(scope),
      ),
    );
    for (const prefix of prefixes)
      Validations.of(scope).acknowledge({
        id: `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:s3:::<SharedExportsBucket>/${filePrefixes[prefix]}*]`,
        reason: 'The files are named as exports are asked for, and calls recorded.',
      });
    const statement = new PolicyStatement({ actions, resources });
    return { statements: [statement], environment: { EXPORTS_BUCKET: this.#name } };
  }
}

/** A rule for each number of days that a tenant may say: S3 takes a thousand of them, and deletes by no other means. */
const recordingRules = (): LifecycleRule[] =>
  Array.from({ length: RECORDING_DAYS.longest }, (_, index) =>
    expiring(recordingPrefix(index + 1), index + 1),
  );

const expiring = (prefix: string, days: number): LifecycleRule => ({
  prefix,
  expiration: Duration.days(days),
});
