import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { cacheFolder } from '../data/folders.ts';
import { freePort } from '../http/listen.ts';
import { startChild } from './child.ts';
import { createEngineClient } from './client.ts';
import { answering, type Engine } from './engine.ts';

const run = promisify(execFile);

/** The npm package that carries AWS's jar; fetched when needed, because of its 57 MB. */
const PACKAGE = 'amplify-dynamodb-simulator@2.9.30';
const INTEGRITY =
  'sha512-xTeeRLvzEfqyd5lh3bH4c0kHvSHHmmhD5ZDsHFKAQ5g2Zl6JqlFdutaQhCLHzxEp6Ry1o7TB6niIoXuQAnSewQ==';

/**
 * Starts DynamoDB Local (Java 17) on a folder's database.
 * @throws Error saying what is missing: Java, or the package
 */
export async function startDynamoDbLocal(
  folder: string,
  region: string,
  removeAfter?: string,
): Promise<Engine> {
  await run('java', ['-version']).catch((cause) => {
    throw new Error('DynamoDB Local needs Java 17 or later, and there is no java on the PATH', { cause });
  });
  const emulator = await fetchEmulator();
  const port = await freePort();
  const child = await startChild(
    'java',
    [
      '-Xmx512m',
      '-XX:+UseSerialGC',
      `-Djava.library.path=${join(emulator, 'DynamoDBLocal_lib')}`,
      '-DDDB_LOCAL_TELEMETRY=0',
      ...['-jar', join(emulator, 'DynamoDBLocal.jar'), '-port', String(port)],
      ...['-sharedDb', '-disableTelemetry', '-dbPath', folder],
    ],
    folder,
    removeAfter,
  );
  const endpoint = `http://127.0.0.1:${port}`;
  const client = createEngineClient(endpoint, region);
  try {
    await answering(client, 'DynamoDB Local', child);
  } catch (cause) {
    await child.end();
    throw cause;
  }
  return {
    name: 'DynamoDB Local',
    // It has no option for the address.
    warning: `its port ${port} is open on every network interface of this machine`,
    endpoint,
    client,
    pid: child.pid,
    lost: child.gone.then(
      () =>
        new Error(`DynamoDB Local ended, and nothing works without it. Its last output: ${child.output()}`),
    ),
    async stop() {
      client.close();
      await child.end();
    },
  };
}

async function fetchEmulator(): Promise<string> {
  const kept = join(cacheFolder, 'dynamodb-local-2.9.30');
  if (existsSync(join(kept, 'DynamoDBLocal.jar'))) return kept;
  await mkdir(cacheFolder, { recursive: true });
  const work = await mkdtemp(join(cacheFolder, 'fetch-'));
  try {
    const beside = fileURLToPath(new URL('../../../node_modules/.bin/', import.meta.url));
    await run('npm', ['pack', PACKAGE, '--silent', '--pack-destination', work], {
      cwd: dirname(dirname(beside)),
    });
    const [archive = ''] = await readdir(work);
    const hash = createHash('sha512');
    await pipeline(createReadStream(join(work, archive)), hash);
    const integrity = `sha512-${hash.digest('base64')}`;
    if (integrity !== INTEGRITY) throw new Error(`${PACKAGE} has an unexpected checksum: ${integrity}`);
    await run('tar', ['-xzf', join(work, archive), '-C', work, 'package/emulator']);
    // Another host may have been faster; its copy will do.
    await rename(join(work, 'package', 'emulator'), kept).catch((cause) => {
      if (!existsSync(join(kept, 'DynamoDBLocal.jar'))) throw cause;
    });
    return kept;
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}
