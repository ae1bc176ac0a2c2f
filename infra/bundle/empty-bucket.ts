import { DeleteObjectsCommand, ListObjectsV2Command, NoSuchBucket, S3Client } from '@aws-sdk/client-s3';

/** CloudFormation's request to a custom resource (AWS CloudFormation, "Custom resource request objects"). */
interface EmptyingRequest {
  RequestType: 'Create' | 'Update' | 'Delete';
  ResourceProperties: { BucketName: string };
}

/** Empties a bucket before it is deleted: CloudFormation deletes empty ones only. It may be killed and invoked again. */
export async function handler({ RequestType, ResourceProperties }: EmptyingRequest): Promise<object> {
  const { BucketName: Bucket } = ResourceProperties;
  // A bucket of another name is another resource: CloudFormation then deletes the one before.
  if (RequestType === 'Delete') await empty(Bucket);
  return { PhysicalResourceId: Bucket };
}

async function empty(Bucket: string): Promise<void> {
  const s3 = new S3Client();
  try {
    for (;;) {
      const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket }));
      if (Contents.length === 0) return;
      const Objects = Contents.map(({ Key }) => ({ Key }));
      const { Errors = [] } = await s3.send(
        new DeleteObjectsCommand({ Bucket, Delete: { Objects, Quiet: true } }),
      );
      const [error] = Errors;
      if (error) throw new Error(`${Bucket}/${error.Key} cannot be deleted: ${error.Message}`);
    }
  } catch (error) {
    if (!(error instanceof NoSuchBucket)) throw error;
  }
}
