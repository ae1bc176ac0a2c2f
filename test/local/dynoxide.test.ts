import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { findDynoxide, startDynoxide } from '../../infra/local/engine/dynoxide.ts';
import type { Engine } from '../../infra/local/engine/engine.ts';
import { freePort } from '../../infra/local/http/listen.ts';

const program = findDynoxide();

describe.skipIf(program === undefined)('the embedded engine', () => {
  let folder: string;
  let engine: Engine | undefined;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'recado-test-'));
  });
  afterEach(async () => {
    await engine?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const start = async (): Promise<Engine> => {
    engine = await startDynoxide(program ?? '', folder, 'us-east-1');
    return engine;
  };
  const withRecords = async (count: number): Promise<Engine> => {
    const started = await start();
    await started.client.call('CreateTable', {
      TableName: 'orders',
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
      StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_IMAGE' },
    });
    for (let at = 1; at <= count; at++)
      await started.client.call('PutItem', { TableName: 'orders', Item: { pk: { S: String(at) } } });
    return started;
  };
  const query = (sql: string) => {
    const database = new DatabaseSync(join(folder, 'dynamodb.sqlite'), { readOnly: true });
    const rows = database.prepare(sql).all();
    database.close();
    return rows;
  };
  const sequences = () =>
    query('SELECT sequence_number FROM _stream_records ORDER BY id').map((row) =>
      Number(row.sequence_number),
    );

  test('finds the next sequence number by an index, however many stream records there are', async () => {
    await withRecords(1);
    const plan = query(
      `EXPLAIN QUERY PLAN
       SELECT MAX(CAST(sequence_number AS INTEGER)) FROM _stream_records WHERE table_name = 'orders'`,
    );
    expect(plan.map(({ detail }) => detail)).toEqual([
      expect.stringContaining('USING COVERING INDEX recado_stream_sequence'),
    ]);
  });

  test('deletes stream records that are old and read, never the newest', async () => {
    const started = await withRecords(5);
    const soon = new Date(Date.now() + 60_000);
    const anHourAgo = new Date(Date.now() - 3_600_000);
    started.trimStream?.('orders', 5n, anHourAgo);
    expect(sequences()).toEqual([1, 2, 3, 4, 5]);
    started.trimStream?.('orders', 3n, soon);
    expect(sequences()).toEqual([4, 5]);
    started.trimStream?.('orders', 5n, soon);
    expect(sequences()).toEqual([5]);
    await started.client.call('PutItem', { TableName: 'orders', Item: { pk: { S: 'next' } } });
    expect(sequences()).toEqual([5, 6]);
  });

  test('has no call that removes stream records, which is why they are trimmed in its database', async () => {
    const { client } = await withRecords(3);
    const stream = (StreamEnabled: boolean) =>
      client.call('UpdateTable', {
        TableName: 'orders',
        StreamSpecification: { StreamEnabled, ...(StreamEnabled && { StreamViewType: 'NEW_IMAGE' }) },
      });
    await stream(false);
    await stream(true);
    expect(sequences()).toEqual([1, 2, 3]);
    await client.call('DeleteTable', { TableName: 'orders' });
    expect(sequences()).toEqual([1, 2, 3]);
  });

  test('ends the engine that a killed host left on the folder, and no other process with its id', async () => {
    mkdirSync(folder, { recursive: true });
    const port = await freePort();
    const stale = spawn(program ?? '', [
      '--port',
      String(port),
      '--db-path',
      join(folder, 'dynamodb.sqlite'),
    ]);
    const gone = new Promise<NodeJS.Signals | null>((resolve) =>
      stale.once('exit', (_, signal) => resolve(signal)),
    );
    writeFileSync(join(folder, 'dynamodb.pid'), String(stale.pid));
    const first = await start();
    expect(await gone).toBe('SIGKILL');
    await first.stop();

    const elsewhere = mkdtempSync(join(tmpdir(), 'recado-test-'));
    const engineOfAnother = await startDynoxide(program ?? '', elsewhere, 'us-east-1');
    const other = spawn('sleep', ['60']);
    for (const pid of [other.pid, engineOfAnother.pid]) {
      writeFileSync(join(folder, 'dynamodb.pid'), String(pid));
      await (await start()).stop();
    }
    expect(other.exitCode ?? other.signalCode).toBe(null);
    other.kill();
    expect(await engineOfAnother.client.call('ListTables', {})).toEqual({ TableNames: [] });
    await engineOfAnother.stop();
    rmSync(elsewhere, { recursive: true, force: true });
  });
});
