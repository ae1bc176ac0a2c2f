import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type SpawnedHost, spawnHost } from '../support/processes/host.ts';
import { until } from '../support/time/until.ts';
import { functionOf, ordersTable, type WrittenAssembly, writeAssembly } from './support/assembly.ts';

let assembly: WrittenAssembly;
let dataDir: string;
const hosts: SpawnedHost[] = [];

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'recado-test-'));
  assembly = writeAssembly(
    {
      Orders: ordersTable(),
      Endless: functionOf('endless', { Timeout: 900 }),
      Work: { Type: 'AWS::SQS::Queue', Properties: { VisibilityTimeout: 5400 } },
      FromWork: {
        Type: 'AWS::Lambda::EventSourceMapping',
        Properties: { EventSourceArn: { 'Fn::GetAtt': ['Work', 'Arn'] }, FunctionName: { Ref: 'Endless' } },
      },
    },
    { endless: 'export const handler = () => new Promise(() => {});' },
  );
});

afterEach(async () => {
  await Promise.all(hosts.splice(0).map((host) => host.stop()));
  assembly.remove();
  rmSync(dataDir, { recursive: true, force: true });
});

const start = async (kept?: string): Promise<SpawnedHost> => {
  const host = await spawnHost({ assembly: assembly.directory, dataDir: kept });
  hosts.push(host);
  return host;
};
const send = (sqs: string, queueUrl: string) =>
  fetch(sqs, {
    method: 'POST',
    headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': 'AmazonSQS.SendMessage' },
    body: JSON.stringify({ QueueUrl: queueUrl, MessageBody: 'work' }),
  });
const alive = (pid = 0): boolean => {
  try {
    return !readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ');
  } catch {
    return false;
  }
};
/** The private folder of a host without one of its own: it is where its engine works. */
const folderOf = ({ engine }: SpawnedHost): string =>
  /(\S*recado-\w+)/.exec(readFileSync(`/proc/${engine.pid}/cmdline`, 'utf8').replaceAll('\0', ' '))?.[1] ??
  '';

describe('the end of a host', () => {
  test('SIGTERM ends it with 0, its engine and its private folder with it, also while a function is at work', async () => {
    const host = await start();
    const folder = folderOf(host);
    expect(existsSync(folder)).toBe(true);
    host.invoke('Endless', {}).catch(() => {});
    await send(host.endpoints.sqs, host.queueUrls['Shop-Work'] ?? '');
    const code = await Promise.race([host.stop(), new Promise((late) => setTimeout(late, 2000, 'late'))]);
    expect(code).toBe(0);
    expect([alive(host.engine.pid), existsSync(folder)]).toEqual([false, false]);
  });

  test('SIGKILL too leaves no engine and no private folder behind', async () => {
    const host = await start();
    const folder = folderOf(host);
    await host.kill();
    await until('the engine is gone', () => !alive(host.engine.pid));
    await until('the folder is gone', () => !existsSync(folder));
  });

  test('a folder of its own stays, without a trace of the engine that ran there', async () => {
    const host = await start(dataDir);
    await host.stop();
    expect(readdirSync(dataDir)).not.toContain('dynamodb.pid');
    expect(alive(host.engine.pid)).toBe(false);
  });

  test('the host ends with its engine, and says so', async () => {
    const host = await start();
    process.kill(host.engine.pid ?? 0, 'SIGKILL');
    await until('it says so', () => host.output().includes(`${host.engine.name} ended`));
    expect(await host.stop()).toBe(1);
  });
});

describe('a folder that is in use', () => {
  test('is refused to a second host, and free again when the first is killed', async () => {
    const first = await start(dataDir);
    await expect(start(dataDir)).rejects.toThrow(`Another host is using ${dataDir}`);
    await first.kill();
    const second = await start(dataDir);
    expect(second.reused).toBe(true);
  });
});
