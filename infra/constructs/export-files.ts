import { Arn, Duration, Stack, Validations } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { BlockPublicAccess, Bucket, BucketEncryption } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { EXPORT_DAYS, FILE_PREFIX } from '../../shared/reports/exports/export-job.ts';
import { emptiedAtTheEnd } from './going.ts';
import type { Grant } from './grant.ts';
import { sharedValue } from './shared-value.ts';
import type { Stage } from './stage.ts';

/** The files of exports, for a day. */
export class ExportFiles extends Construct {
  readonly #name: string;

  constructor(scope: Construct, id: string, stage: Stage) {
    super(scope, id);
    const bucket = new Bucket(this, 'Bucket', {
      encryption: BucketEncryption.S3_MANAGED,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      enforceSSL: true,
      lifecycleRules: [
        {
          expiration: Duration.days(EXPORT_DAYS),
          abortIncompleteMultipartUploadAfter: Duration.days(EXPORT_DAYS),
        },
      ],
      removalPolicy: stage.removalPolicy,
    });
    emptiedAtTheEnd(bucket, stage);
    this.#name = sharedValue(this, stage, 'exports-bucket', bucket.bucketName);
    Validations.of(bucket).acknowledge({
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
    const files = Arn.format(
      { service: 's3', region: '', account: '', resource: this.#name, resourceName: `${FILE_PREFIX}*` },
      Stack.of(scope),
    );
    Validations.of(scope).acknowledge({
      id: `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:s3:::<SharedExportsBucket>/${FILE_PREFIX}*]`,
      reason: 'The files are named as exports are asked for.',
    });
    const statement = new PolicyStatement({ actions, resources: [files] });
    return { statements: [statement], environment: { EXPORTS_BUCKET: this.#name } };
  }
}
