import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openFolder } from '../../../infra/local/data/folders.ts';
import { startQueues } from '../../../infra/local/queues/fauxqs.ts';

test('queues open on what a start left that was killed while creating them', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'recado-test-'));
  writeFileSync(join(dataDir, 'fauxqs.db'), '');
  const folder = openFolder(dataDir);
  const queues = await startQueues('us-east-1', folder);
  const arn = 'arn:aws:sqs:us-east-1:000000000000:work';
  queues.create([{ name: 'work', url: `${queues.url}/000000000000/work`, arn, attributes: {} }], []);
  queues.send('work', 'message');
  expect(await queues.receive('work', 10, 0)).toMatchObject([{ Body: 'message' }]);
  await queues.stop();
  folder.close();
  rmSync(dataDir, { recursive: true, force: true });
});

test('messages in flight of a killed host are visible at once, every time, and that delivery is not counted', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'recado-test-'));
  const arn = 'arn:aws:sqs:us-east-1:000000000000:work';
  const attributes = { VisibilityTimeout: '600' };
  const open = async () => {
    const folder = openFolder(dataDir);
    const queues = await startQueues('us-east-1', folder);
    queues.create([{ name: 'work', url: `${queues.url}/000000000000/work`, arn, attributes }], []);
    const received = async () =>
      (await queues.receive('work', 10, 0)).map(({ Body, Attributes }) => [
        Body,
        Attributes?.ApproximateReceiveCount,
      ]);
    const close = async () => {
      await queues.stop();
      folder.close();
    };
    return { queues, received, close };
  };
  const first = await open();
  first.queues.send('work', 'message');
  expect(await first.received()).toEqual([['message', '1']]);
  expect(await first.received()).toEqual([]);
  await first.close();
  for (let start = 0; start < 3; start++) {
    const next = await open();
    expect(await next.received()).toEqual([['message', '1']]);
    await next.close();
  }
  rmSync(dataDir, { recursive: true, force: true });
});
