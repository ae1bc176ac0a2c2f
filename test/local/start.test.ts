import { execFile, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findDynoxide } from '../../infra/local/engine/dynoxide.ts';
import { freePort, listen } from '../../infra/local/http/listen.ts';
import { patience } from '../support/time/patience.ts';
import { until } from '../support/time/until.ts';

const ROOT = join(import.meta.dirname, '../..');

interface Started {
  said(): string;
  /** Answers the exit code when it ends, which a signal makes it do. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
  ended: Promise<number | null>;
}

/** @param args without `--empty`, the sample day is made */
function startWith(args: string[], environment: Record<string, string> = {}): Started {
  const child = spawn(process.execPath, ['infra/local/start.ts', ...args], {
    cwd: ROOT,
    env: { ...process.env, ADMIN_API_KEY: '', ...environment },
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      said += chunk.toString();
    });
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  return {
    said: () => said,
    ended,
    async stop(signal = 'SIGTERM') {
      child.kill(signal);
      return ended;
    },
  };
}

const start = (args: string[], environment?: Record<string, string>): Started =>
  startWith(['--empty', ...args], environment);

const serving = (started: Started) =>
  until('it serves', () => started.said().includes('Ctrl-C ends it') && started.said(), { within: 50_000 });
const lastLine = (started: Started): string => started.said().trimEnd().split('\n').at(-1) ?? '';
const find = (said: string, what: RegExp): string => what.exec(said)?.[1] ?? '';

describe('npm start', () => {
  let dataDir: string;
  beforeAll(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'recado-test-'));
  });
  afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

  test('prints a curl that works unchanged, and keeps the keys it printed for the next start', {
    timeout: patience(120_000),
  }, async () => {
    const first = start(['--data', dataDir], { PORT: '0' });
    const said = await serving(first);
    const [trigger = '', look = ''] = said.match(/ {2}curl .*?(?='\n\n|"\n\n).|$/gs) ?? [];
    const run = async (line: string) =>
      JSON.parse(
        (await promisify(execFile)('sh', ['-c', `${line.replace('curl', 'curl -s')}`])).stdout,
      ) as object;
    expect(await run(trigger)).toMatchObject({ success: true, message: 'Llamada encolada exitosamente' });
    expect(await run(look)).toMatchObject({ total: 1, orders: [{ externalId: 'CP-12345' }] });
    const [url = '', token] = find(said, /(http\S+\/console#sign-in=\S+)/).split('/console#sign-in=');
    const signIn = () =>
      fetch(`${url}/platform/v1/sessions`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin: url },
        body: JSON.stringify({ token }),
      });
    const signed = await signIn();
    expect([signed.status, await signed.json()]).toMatchObject([
      201,
      { member: { role: 'owner' }, tenant: { id: find(said, /tenant {5}(\S+),/) } },
    ]);
    const [cookie = ''] = signed.headers.getSetCookie();
    expect(cookie).toMatch(/^recado-session=[\w-]{43}; Path=\/; Max-Age=43200; HttpOnly; SameSite=Strict$/);
    const headers = { cookie: cookie.split(';')[0] ?? '' };
    expect(await (await fetch(`${url}/console/session`, { headers })).json()).toMatchObject({
      signedIn: true,
    });
    expect((await signIn()).status).toBe(410);
    expect(await first.stop()).toBe(0);

    const path = join(dataDir, 'credentials.json');
    expect(statSync(path).mode & 0o777).toBe(0o600);
    const second = start(['--data', dataDir, '--speed', '60'], { PORT: '0' });
    const again = await serving(second);
    for (const what of [/admin key {2}(\S+)/, /tenant {5}(\S+),/, /test key {3}(\S+)/, /live key {3}(\S+)/]) {
      expect(find(said, what)).not.toBe('');
      expect(find(again, what)).toBe(find(said, what));
    }
    expect(again).toContain('with the keys of the earlier start');
    expect(find(again, /sign-in=(\S+)/)).not.toBe(token);
    expect(again).toContain('waits pass 60 times faster');
    expect(await second.stop()).toBe(0);
  });

  test('gives the demo tenant its sample day once, while it serves', {
    timeout: patience(240_000),
  }, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'recado-test-'));
    const opened = startWith(['--data', folder], { PORT: '0' });
    const said = await serving(opened);
    expect((await fetch(`${find(said, /serves (\S+)/)}/healthz`)).status).toBe(200);
    await until(
      'the day is there',
      () => opened.said().includes('has its sample day, in test mode: 60 orders'),
      {
        within: patience(120_000),
      },
    );
    const read = async (path: string) =>
      (
        await fetch(find(said, /serves (\S+)/) + path, {
          headers: { authorization: `Bearer ${find(said, /test key {3}(\S+)/)}` },
        })
      ).json() as Promise<Record<string, unknown[]>>;
    const { endpoints } = await read('/platform/v1/webhook-endpoints');
    expect(endpoints).toHaveLength(2);
    await until(
      'webhooks went out',
      async () => (await read('/platform/v1/webhook-deliveries?event=call.outcome_final')).deliveries?.length,
      { within: patience(60_000) },
    );
    expect(await opened.stop()).toBe(0);
    const again = startWith(['--data', folder], { PORT: '0' });
    await serving(again);
    expect(JSON.parse(readFileSync(join(folder, 'credentials.json'), 'utf8'))).toMatchObject({
      sample: { receiverPort: expect.any(Number) },
    });
    expect(await again.stop()).toBe(0);
    expect(again.said()).not.toContain('sample day');
    rmSync(folder, { recursive: true, force: true });
  });

  test('ends with 0, and prints only its last line, when it is stopped before it is ready', {
    timeout: patience(60_000),
  }, async () => {
    const port = await freePort();
    const early = start([], { PORT: String(port) });
    await until('it answers', async () => (await fetch(`http://127.0.0.1:${port}/healthz`)).status !== 503, {
      within: 50_000,
      every: 1,
    });
    expect(await early.stop()).toBe(0);
    expect(early.said().replace(/^Synthesi.*\n/gm, '')).toBe('Ended, as SIGTERM asked.\n');
  });

  test('ends as cleanly on two signals at once, as from npm and the terminal', {
    timeout: patience(60_000),
  }, async () => {
    const started = start(['--data', dataDir], { PORT: '0' });
    await serving(started);
    started.stop('SIGINT');
    expect(await started.stop()).toBe(0);
    expect(readdirSync(dataDir)).not.toContain('dynamodb.pid');
  });

  test('says so when it is killed', { timeout: patience(60_000) }, async () => {
    const killed = start([], { PORT: '0' });
    await serving(killed);
    await killed.stop('SIGKILL');
    await until('it says so', () => lastLine(killed).startsWith('Ended by force: killed'));
  });

  test.skipIf(findDynoxide() === undefined)(
    'says so when its engine is killed',
    async () => {
      const engineless = start(['--data', dataDir], { PORT: '0', RECADO_ENGINE: 'dynoxide' });
      await serving(engineless);
      process.kill(Number(readFileSync(join(dataDir, 'dynamodb.pid'), 'utf8')), 'SIGKILL');
      expect(await engineless.ended).toBe(1);
      expect(lastLine(engineless)).toMatch(
        /^dynoxide ended, and nothing works without it\. Its last output: /,
      );
    },
    60_000,
  );

  test('says so when a function ends the process, or an error that nobody caught does', {
    timeout: patience(120_000),
  }, async () => {
    const failing = (code: string) => ({
      PORT: '0',
      NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(`process.once('SIGCONT', () => { ${code} });`)}`,
    });
    for (const [code, line] of [
      ['process.exit(0)', 'Ended with 0 by a call of process.exit.'],
      ["throw new Error('boom')", 'Ended by an error that nobody caught: boom'],
    ] as const) {
      const failed = start([], failing(code));
      await serving(failed);
      await failed.stop('SIGCONT');
      expect(lastLine(failed)).toBe(line);
    }
  });

  test('refuses unknown arguments with its usage and exit code 2', async () => {
    const refused = start(['--verbose']);
    expect(await refused.ended).toBe(2);
    expect(refused.said()).toMatch(/--verbose.*Usage: npm start -- \[--data DIR\]/s);
  });

  test('says which port is in use, and ends with 1', async () => {
    const taken = createServer();
    const port = await listen(taken);
    const refused = start([], { PORT: String(port) });
    expect(await refused.ended).toBe(1);
    expect(refused.said()).toBe(`Port ${port} is taken. Another one: PORT=${port + 1} npm start\n`);
    await new Promise((closed) => taken.close(closed));
  });
});
