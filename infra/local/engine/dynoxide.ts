import { existsSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { freePort } from '../http/listen.ts';
import { runs, startChild } from './child.ts';
import { createEngineClient } from './client.ts';
import { answering, type Engine } from './engine.ts';

/** The engine's program, when npm installed it for this platform. */
export function findDynoxide(): string | undefined {
  try {
    const { resolve } = createRequire(import.meta.url);
    return realpathSync(resolve(`@dynoxide/${process.platform}-${process.arch}/dynoxide`));
  } catch {
    return undefined;
  }
}

/**
 * Starts dynoxide on a folder's database.
 *
 * Every write to a table with a stream computes the highest sequence number over all of the table's stream records, and
 * the engine deletes none of them: a transaction takes twenty times as long after some 10,000 records. An index on that
 * expression and trimming keep it as fast as at first, and speed up reading the stream too. The engine has no option for
 * either, so both access its private table directly. infra/local/README.md has the figures, and the ways that were rejected.
 * @param removeAfter removed with the engine when the host is killed
 */
export async function startDynoxide(
  program: string,
  folder: string,
  region: string,
  removeAfter?: string,
): Promise<Engine> {
  const path = join(folder, 'dynamodb.sqlite');
  const pidPath = join(folder, 'dynamodb.pid');
  await endStale(pidPath, program, path);
  const port = await freePort();
  const child = await startChild(program, ['--port', String(port), '--db-path', path], folder, removeAfter);
  writeFileSync(pidPath, String(child.pid));
  const endpoint = `http://127.0.0.1:${port}`;
  const client = createEngineClient(endpoint, region);
  try {
    await answering(client, 'dynoxide', child);
    withDatabase(path, (database) =>
      database.exec(
        `CREATE INDEX IF NOT EXISTS recado_stream_sequence
           ON _stream_records (table_name, CAST(sequence_number AS INTEGER))`,
      ),
    );
  } catch (cause) {
    await child.end();
    throw cause;
  }
  return {
    name: 'dynoxide',
    endpoint,
    client,
    pid: child.pid,
    lost: child.gone.then(
      () => new Error(`dynoxide ended, and nothing works without it. Its last output: ${child.output()}`),
    ),
    trimStream(tableName, upTo, createdBefore) {
      withDatabase(path, (database) => trim(database, tableName, upTo, createdBefore));
    },
    async stop() {
      client.close();
      await child.end();
      rmSync(pidPath, { force: true });
    },
  };
}

function withDatabase(path: string, use: (database: DatabaseSync) => void): void {
  const database = new DatabaseSync(path, { timeout: 5000 });
  try {
    use(database);
  } finally {
    database.close();
  }
}

/** Rows deleted under one lock, so that a write of the engine waits a few milliseconds at most. */
const TRIM_ROWS = 2000;

/** Never the newest record: the engine takes the next sequence number from it. */
function trim(database: DatabaseSync, tableName: string, upTo: bigint, createdBefore: Date): void {
  const remove = database.prepare(
    `DELETE FROM _stream_records WHERE id IN (
       SELECT id FROM _stream_records
       WHERE table_name = :table AND CAST(sequence_number AS INTEGER) <= :upTo AND created_at < :createdBefore
         AND CAST(sequence_number AS INTEGER) <
           (SELECT MAX(CAST(sequence_number AS INTEGER)) FROM _stream_records WHERE table_name = :table)
       LIMIT ${TRIM_ROWS})`,
  );
  const values = { table: tableName, upTo, createdBefore: Math.floor(createdBefore.getTime() / 1000) };
  while (Number(remove.run(values).changes) === TRIM_ROWS);
}

/** Ends the engine left by a host that was killed together with its watchdog. */
async function endStale(pidPath: string, program: string, path: string): Promise<void> {
  if (!existsSync(pidPath)) return;
  const pid = Number(readFileSync(pidPath, 'utf8'));
  while (runs(pid, program, path)) {
    process.kill(pid, 'SIGKILL');
    await new Promise((resume) => setTimeout(resume, 10));
  }
}
