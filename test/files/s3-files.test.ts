import { GetObjectCommand, ListMultipartUploadsCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Folder, openFolder } from '../../infra/local/data/folders.ts';
import { type LocalQueues, startQueues } from '../../infra/local/queues/fauxqs.ts';
import type { Files } from '../../shared/adapters/files/file-port.ts';
import { createFiles } from '../../shared/adapters/files/s3-files.lazy.ts';

const Bucket = 'exports';
const MIB = 1024 * 1024;

let folder: Folder;
let server: LocalQueues;
let client: S3Client;
let files: Files;
/** Bytes that S3 has taken. */
let taken = 0;

beforeAll(async () => {
  folder = openFolder();
  server = await startQueues('us-east-1', folder);
  server.create([], [Bucket]);
  client = new S3Client({
    endpoint: server.url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    forcePathStyle: true,
  });
  client.middlewareStack.add(
    (next) => async (args) => {
      const answer = await next(args);
      const { Body } = args.input as { Body?: unknown };
      if (Buffer.isBuffer(Body)) taken += Body.length;
      return answer;
    },
    { step: 'initialize' },
  );
  files = createFiles(client, Bucket);
});

afterAll(async () => {
  client.destroy();
  await server.stop();
  folder.close();
});

async function stored(Key: string): Promise<string | undefined> {
  const { Body } = await client.send(new GetObjectCommand({ Bucket, Key }));
  return Body?.transformToString();
}

const LINE = `${'ñ'.repeat(511)}\r\n`;

describe('a file', () => {
  test.each([
    ['without a word', 0],
    ['of one part', 3],
    ['of several parts', 20],
  ])('%s holds what was written', async (_, mebibytes) => {
    const lines = Array<string>(mebibytes * 1024).fill(LINE);
    await files.write('a.csv', streamOf(lines), 'text/csv');
    expect((await stored('a.csv')) === lines.join('')).toBe(true);
  });

  test('is written as it comes, with at most three parts in memory', async () => {
    taken = 0;
    let made = 0;
    let most = 0;
    async function* pieces(): AsyncGenerator<string> {
      for (let n = 0; n < 48 * 1024; n++) {
        made += Buffer.byteLength(LINE);
        most = Math.max(most, made - taken);
        yield LINE;
      }
    }
    await files.write('b.csv', pieces(), 'text/csv');
    expect(taken).toBe(made);
    expect(most).toBeLessThanOrEqual(3 * 8 * MIB);
  });

  test('does not exist after an abort, and leaves no parts', async () => {
    async function* breaking(): AsyncGenerator<string> {
      for (let n = 0; n < 18 * 1024; n++) yield LINE;
      throw new Error('The table is gone');
    }
    await expect(files.write('c.csv', breaking(), 'text/csv')).rejects.toThrow('The table is gone');
    await expect(stored('c.csv')).rejects.toMatchObject({ name: 'NoSuchKey' });
    const { Uploads = [] } = await client.send(new ListMultipartUploadsCommand({ Bucket }));
    expect(Uploads).toEqual([]);
  });
});

async function* streamOf(lines: readonly string[]): AsyncGenerator<string> {
  yield* lines;
}
