import { execFile } from 'node:child_process';
import {
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  renameSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { findDynoxide } from '../../../infra/local/engine/dynoxide.ts';
import type { Engine } from '../../../infra/local/engine/engine.ts';
import type { Item } from '../../../shared/adapters/dynamo/expressions.ts';
import { toImage } from '../../../shared/adapters/dynamo/sdk/attributes.ts';
import { withoutStream } from './stored-orders.ts';

const run = promisify(execFile);

/** Characters that are written to the file at a time. */
const CHUNK = 4_000_000;

interface Scanned {
  Items: object[];
  LastEvaluatedKey?: object;
}

/**
 * Stores millions of items in a host's table while the host does not run, as an import: a request for each 25 of them takes
 * ten times as long. The engine makes a new database of a file in the format of DynamoDB's exports (an item a line), which
 * has what the table had before, too.
 * @param fill adds the items; what it writes to the table itself stays as well
 * @throws Error where dynoxide has no build
 */
export async function bulkLoad(
  dataDir: string,
  tableName: string,
  fill: (engine: Engine, add: (items: readonly Item[]) => void) => Promise<void>,
): Promise<void> {
  const program = findDynoxide();
  if (program === undefined)
    throw new Error(`A large shop is stored by dynoxide, which has no build for ${process.platform}`);
  const work = mkdtempSync(join(dataDir, 'import-'));
  const source = join(work, 'export');
  const schema = join(work, 'schema.json');
  const made = join(work, 'made.sqlite');
  mkdirSync(join(source, tableName, 'data'), { recursive: true });
  const file = openSync(join(source, tableName, 'data', 'items.json'), 'w');
  let waiting = '';
  const addImages = (images: readonly object[]) => {
    for (const image of images) waiting += `${JSON.stringify({ Item: image })}\n`;
    if (waiting.length < CHUNK) return;
    writeSync(file, waiting);
    waiting = '';
  };
  let timeToLive: object | undefined;
  try {
    await withoutStream(dataDir, tableName, async (engine) => {
      await fill(engine, (items) => addImages(items.map(toImage)));
      for (let from: object | undefined; ; ) {
        const { Items, LastEvaluatedKey } = await engine.client.call<Scanned>('Scan', {
          ...{ TableName: tableName, ConsistentRead: true },
          ...(from && { ExclusiveStartKey: from }),
        });
        addImages(Items);
        from = LastEvaluatedKey;
        if (from === undefined) break;
      }
      const { Table } = await engine.client.call<{ Table: object }>('DescribeTable', {
        TableName: tableName,
      });
      const StreamSpecification = { StreamEnabled: true, StreamViewType: 'NEW_IMAGE' };
      writeFileSync(schema, JSON.stringify({ Table: { ...Table, StreamSpecification } }));
      const { TimeToLiveDescription: standing } = await engine.client.call<{
        TimeToLiveDescription: { AttributeName?: string };
      }>('DescribeTimeToLive', { TableName: tableName });
      if (standing.AttributeName) timeToLive = { Enabled: true, AttributeName: standing.AttributeName };
    });
    writeSync(file, waiting);
    closeSync(file);
    await run(program, ['import', '--source', source, '--schema', schema, '--output', made]);
    const database = join(dataDir, 'dynamodb.sqlite');
    for (const end of ['', '-wal', '-shm']) rmSync(`${database}${end}`, { force: true });
    renameSync(made, database);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  if (timeToLive === undefined) return;
  await withoutStream(dataDir, tableName, ({ client }) =>
    client.call('UpdateTimeToLive', { TableName: tableName, TimeToLiveSpecification: timeToLive }),
  );
}
