import { Readable } from 'node:stream';
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import type { Files } from './file-port.ts';

/** S3 wants 5 MiB of every part but the last, and takes 10,000 of them: 80 GB. */
const PART_BYTES = 8 * 1024 * 1024;

/** How long a link works. */
const LINK_SECONDS = 900;

/** Endpoint, region and credentials come from the environment variables that the SDK reads itself. */
export function createS3Client(): S3Client {
  // A local host has no host name for each bucket.
  return new S3Client({ forcePathStyle: process.env.AWS_ENDPOINT_URL_S3 !== undefined });
}

export function createFiles(client: S3Client, Bucket: string): Files {
  return {
    async write(Key, pieces, ContentType) {
      // One part at a time, because a function has little memory. A failed upload that cannot be aborted is removed by
      // the bucket's lifecycle rule.
      await new Upload({
        client,
        params: { Bucket, Key, ContentType, Body: Readable.from(pieces) },
        partSize: PART_BYTES,
        queueSize: 1,
      }).done();
    },

    link: (Key, fileName) =>
      getSignedUrl(
        client,
        new GetObjectCommand({
          Bucket,
          Key,
          ResponseContentDisposition: `attachment; filename=${fileName}`,
        }),
        { expiresIn: LINK_SECONDS },
      ),
  };
}
