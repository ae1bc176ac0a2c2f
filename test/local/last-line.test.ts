import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, test } from 'vitest';
import { openFolder } from '../../infra/local/data/folders.ts';
import { temporaryFolder } from '../../infra/local/data/temporary-folder.ts';
import { startQueues } from '../../infra/local/queues/fauxqs.ts';
import { until } from '../support/time/until.ts';

const LIFETIME = new URL('../../infra/local/lifetime.ts', import.meta.url).href;

/** A process whose lifetime is watched, and which then does this. */
function living(act: string, stop = 'async () => console.error("stopping")') {
  const script = `import { watchLifetime } from '${LIFETIME}';
    const lifetime = watchLifetime(${stop});
    const serve = () => setInterval(() => {}, 1000);
    ${act}
    console.log('begun');`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  let begun = false;
  child.stdout.on('data', () => {
    begun = true;
  });
  child.stderr.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  const ended = new Promise<{ code: number | null; last: string; said: string }>((resolve) =>
    child.once('close', (code) => resolve({ code, last: said.trimEnd().split('\n').at(-1) ?? '', said })),
  );
  return { child, ended, said: () => said, begun: () => until('it has begun', () => begun) };
}

describe('the last line of a process', () => {
  test.each(['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT', 'SIGUSR2'] as const)('tells of %s', async (signal) => {
    const { child, ended, begun } = living('serve();');
    await begun();
    child.kill(signal);
    expect(await ended).toMatchObject({ code: 0, last: `Ended, as ${signal} asked.` });
  });

  test('names the second signal of a user who does not want to wait', async () => {
    const { child, ended, begun } = living('serve();', '() => new Promise(() => console.error("stopping"))');
    await begun();
    child.kill('SIGTERM');
    const again = setInterval(() => child.kill('SIGINT'), 400);
    const { code, last } = await ended;
    clearInterval(again);
    expect([code, last]).toEqual([1, 'Ended at once, as SIGINT asked a second time.']);
  });

  test.each([
    [
      'an error that nobody caught, after where it was thrown',
      'serve(); setImmediate(() => { throw new Error("boom", { cause: new Error("no wood") }); });',
      'Ended by an error that nobody caught: boom: no wood',
    ],
    ['something thrown that is no error', 'serve(); setImmediate(() => { throw 7; });', /nobody caught: 7$/],
    [
      'a call of process.exit',
      'setImmediate(() => process.exit(3));',
      'Ended with 3 by a call of process.exit.',
    ],
    ['nothing left to do', '', 'Ended: nothing was left that it could have served.'],
    ['a reason that was given', 'serve(); lifetime.end(1, "The disk is full.");', 'The disk is full.'],
  ])('tells of %s', async (_what, act, last) => {
    const ended = await living(act).ended;
    expect(ended.last).toMatch(last);
    expect(ended.code).not.toBe(0);
    if (/boom/.test(act)) expect(ended.said).toMatch(/Error: boom\n {4}at /);
  });

  test('has the reason even when something cannot be stopped', async () => {
    const { code, last, said } = await living(
      'serve(); lifetime.end(0, "Done.");',
      'async () => { throw new Error("stuck"); }',
    ).ended;
    expect([code, last]).toEqual([1, 'Done.']);
    expect(said).toContain('Not everything could be stopped: Error: stuck');
  });

  test('an unhandled promise and a disconnected reader do not end it', async () => {
    const { child, ended, begun, said } = living(
      'serve(); Promise.reject(new Error("lost")); setInterval(() => { console.log("."); console.error("tick"); }, 20);',
    );
    await begun();
    child.stdout.destroy();
    const before = said().length;
    await until('it has written more', () => said().length > before + 50);
    child.kill('SIGTERM');
    const { code, last } = await ended;
    expect([code, last]).toEqual([0, 'Ended, as SIGTERM asked.']);
    expect(said()).toContain('Unhandled rejection: Error: lost');
  });
});

describe('queues that can no longer be kept', () => {
  test('say so, with the folder and the cause', async () => {
    const path = mkdtempSync(join(tmpdir(), 'recado-test-'));
    const folder = openFolder(path);
    const queues = await startQueues('us-east-1', folder);
    const [name, arn] = ['work', 'arn:aws:sqs:us-east-1:000000000000:work'];
    queues.create([{ name, url: `${queues.url}/000000000000/work`, arn, attributes: {} } as never], []);
    queues.send(name, 'kept');
    const other = new DatabaseSync(join(path, 'fauxqs.db'));
    other.exec('BEGIN EXCLUSIVE');
    try {
      expect(() => queues.send(name, 'not kept')).toThrow();
      expect((await queues.lost).message).toBe(
        `The queues can no longer be saved in ${path}: database is locked`,
      );
    } finally {
      other.close();
      await queues.stop();
      folder.close();
      rmSync(path, { recursive: true });
    }
  });
});

describe('a folder for what is not to be kept', () => {
  const said: string[] = [];
  const made = (memory: string): string => {
    said.length = 0;
    const folder = temporaryFolder((line) => said.push(line), memory);
    rmSync(folder, { recursive: true });
    return folder;
  };
  // A place that has no room at all, as every system has one that is only made up.
  test.skipIf(process.platform !== 'linux')('is among the temporary files where memory is small', () => {
    const folder = made('/proc');
    expect(folder.startsWith(join(tmpdir(), 'recado-'))).toBe(true);
    expect(said).toEqual([`Data is kept in ${folder}, not in memory: /proc has room for 0 MB.`]);
  });

  test('falls back silently where there is no memory file system', () => {
    expect(made('/nowhere').startsWith(join(tmpdir(), 'recado-'))).toBe(true);
    expect(said).toEqual([]);
  });

  test('is in memory where there is room', () => {
    expect(made(tmpdir()).startsWith(join(tmpdir(), 'recado-'))).toBe(true);
    expect(said).toEqual([]);
  });
});
