import { ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { handler } from '../../infra/bundle/empty-bucket.ts';
import { type Folder, openFolder } from '../../infra/local/data/folders.ts';
import { type LocalQueues, startQueues } from '../../infra/local/queues/fauxqs.ts';
import { inParallel } from '../../shared/base/async/in-parallel.ts';

let folder: Folder;
let services: LocalQueues;
let s3: S3Client;
beforeAll(async () => {
  folder = openFolder();
  services = await startQueues('us-east-1', folder);
  services.create([], ['exports']);
  process.env.AWS_ENDPOINT_URL_S3 = services.url;
  process.env.AWS_REGION = 'us-east-1';
  process.env.AWS_ACCESS_KEY_ID = 'local';
  process.env.AWS_SECRET_ACCESS_KEY = 'local';
  s3 = new S3Client({ forcePathStyle: true });
});
afterAll(async () => {
  s3.destroy();
  await services.stop();
  folder.close();
});

const tell = (RequestType: 'Create' | 'Update' | 'Delete', BucketName = 'exports') =>
  handler({ RequestType, ResourceProperties: { BucketName } });

const held = async () => (await s3.send(new ListObjectsV2Command({ Bucket: 'exports' }))).KeyCount;

test('a bucket is emptied when its stack goes, and only then', async () => {
  const keys = Array.from({ length: 1200 }, (_, at) => `files/${at}`);
  await inParallel(keys, 20, (Key) => s3.send(new PutObjectCommand({ Bucket: 'exports', Key, Body: 'x' })));
  expect(await tell('Create')).toEqual({ PhysicalResourceId: 'exports' });
  expect(await tell('Update')).toEqual({ PhysicalResourceId: 'exports' });
  expect(await held()).toBe(1000);

  expect(await tell('Delete')).toEqual({ PhysicalResourceId: 'exports' });
  expect(await held()).toBe(0);
});

test('a repeated event, or one of a deleted bucket, does nothing', async () => {
  expect(await tell('Delete')).toEqual({ PhysicalResourceId: 'exports' });
  expect(await tell('Delete', 'never-made')).toEqual({ PhysicalResourceId: 'never-made' });
});
