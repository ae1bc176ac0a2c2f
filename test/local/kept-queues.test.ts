import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openFolder } from '../../infra/local/data/folders.ts';
import { startQueues } from '../../infra/local/queues/fauxqs.ts';

test('queues open on what a start left that was killed while it made them', async () => {
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
