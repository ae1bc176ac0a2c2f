import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import type { Files } from './file-port.ts';

/** S3 wants 5 MiB of every part but the last, and takes 10,000 of them: 80 GB. */
const PART_BYTES = 8 * 1024 * 1024;

/** How long a link works. */
const LINK_SECONDS = 900;

/** Endpoint, region and credentials come from the environment variables that the SDK reads by itself. */
export function createS3Client(): S3Client {
  // A host of one's own has no name for each bucket.
  return new S3Client({ forcePathStyle: process.env.AWS_ENDPOINT_URL_S3 !== undefined });
}

export function createFiles(client: S3Client, Bucket: string): Files {
  return {
    async write(Key, pieces, ContentType) {
      const parts = inParts(pieces);
      const { value: first = Buffer.alloc(0) } = await parts.next();
      const { value: second } = await parts.next();
      if (second === undefined) {
        await client.send(new PutObjectCommand({ Bucket, Key, ContentType, Body: first }));
        return;
      }
      const target = { Bucket, Key };
      const { UploadId } = await client.send(new CreateMultipartUploadCommand({ ...target, ContentType }));
      try {
        const Parts: { PartNumber: number; ETag: string | undefined }[] = [];
        const upload = async (Body: Buffer) => {
          const PartNumber = Parts.length + 1;
          const { ETag } = await client.send(
            new UploadPartCommand({ ...target, UploadId, PartNumber, Body }),
          );
          Parts.push({ PartNumber, ETag });
        };
        await upload(first);
        await upload(second);
        for await (const part of parts) await upload(part);
        const MultipartUpload = { Parts };
        await client.send(new CompleteMultipartUploadCommand({ ...target, UploadId, MultipartUpload }));
      } catch (error) {
        // What cannot be taken back now, the bucket's own rule removes.
        await client.send(new AbortMultipartUploadCommand({ ...target, UploadId })).catch(() => undefined);
        throw error;
      }
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

/** The text's bytes in parts as large as S3 wants them. */
async function* inParts(pieces: AsyncIterable<string>): AsyncGenerator<Buffer, void, undefined> {
  let waiting: Buffer[] = [];
  let bytes = 0;
  for await (const piece of pieces) {
    const buffer = Buffer.from(piece);
    waiting.push(buffer);
    bytes += buffer.length;
    if (bytes < PART_BYTES) continue;
    yield Buffer.concat(waiting);
    waiting = [];
    bytes = 0;
  }
  if (bytes > 0) yield Buffer.concat(waiting);
}
