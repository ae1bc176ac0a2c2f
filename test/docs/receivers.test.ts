import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { documentedSignatures, receivers } from '../../functions/docs/pages/receivers.ts';
import { standardHeaders } from '../../shared/adapters/signing/signatures.ts';
import { until } from '../support/time/until.ts';

const folder = mkdtempSync(join(tmpdir(), 'recado-receivers-'));
const started: ChildProcess[] = [];
afterAll(() => {
  for (const child of started) child.kill();
  rmSync(folder, { recursive: true });
});

const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const OTHER = 'whsec_OTHERr8GKYqrTwjUPD8ILPZIo2LaLaSw';
const body = '{"event":"ping","name":"Ñandú"}';

const programs: Readonly<Record<string, string>> = {
  'Node.js': process.execPath,
  Python: 'python3',
  PHP: 'php',
};
const runs = (language: string) => spawnSync(programs[language] ?? '', ['--version']).status === 0;

const freePort = () =>
  new Promise<number>((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });

/** A receiver as its page says to start it. @returns where it listens */
async function start(language: string): Promise<string> {
  const receiver = receivers.find((one) => one.language === language);
  if (!receiver) throw new Error(language);
  writeFileSync(join(folder, receiver.file), receiver.code);
  const port = await freePort();
  const place = language === 'PHP' ? ['-S', `127.0.0.1:${port}`] : [];
  const child = spawn(programs[language] ?? '', [...place, receiver.file], {
    cwd: folder,
    env: { ...process.env, RECADO_SECRET: SECRET, PORT: String(port) },
    stdio: 'ignore',
  });
  started.push(child);
  const url = `http://127.0.0.1:${port}`;
  await until(`the receiver in ${language} listens`, async () => {
    const answer = await fetch(url, { method: 'POST', body: '' }).catch(() => undefined);
    return answer?.status === 401 || undefined;
  });
  return url;
}

for (const { language } of receivers)
  describe.skipIf(!runs(language))(`the receiver in ${language}`, () => {
    test('accepts what is signed with its secret, and nothing else', async () => {
      const url = await start(language);
      const post = async (secrets: string[], sentAt: Date, sent = body) => {
        const headers = standardHeaders(secrets, { id: 'evt_1', body }, sentAt);
        return (await fetch(url, { method: 'POST', headers, body: sent })).status;
      };
      const now = new Date();
      expect(await post([SECRET], now)).toBe(204);
      expect(await post([OTHER, SECRET], now)).toBe(204);
      expect(await post([OTHER], now)).toBe(401);
      expect(await post([SECRET], now, `${body} `)).toBe(401);
      expect(await post([SECRET], new Date(now.getTime() - 400_000))).toBe(401);
      expect(await post([SECRET], new Date(now.getTime() + 400_000))).toBe(401);
      expect(
        (await fetch(url, { method: 'POST', body, headers: { 'webhook-signature': 'v1,' } })).status,
      ).toBe(401);
    });
  });

const digest = createHmac('sha256', SECRET).update(body).digest('hex');

describe('the signatures that the references document', () => {
  test('are verified by the functions in Node.js', async () => {
    const file = join(folder, 'documented.mjs');
    writeFileSync(file, documentedSignatures.find(({ language }) => language === 'Node.js')?.code ?? '');
    const { isTalkyrias, isTelyports } = await import(file);
    expect(isTalkyrias(body, `sha256=${digest}`, SECRET)).toBe(true);
    expect(isTalkyrias(body, `sha256=${digest}`, OTHER)).toBe(false);
    expect(isTalkyrias(body, 'sha256=', SECRET)).toBe(false);
    expect(isTelyports(body, digest, SECRET)).toBe(true);
    expect(isTelyports(`${body} `, digest, SECRET)).toBe(false);
  });

  test.skipIf(!runs('Python'))('and in Python', () => {
    const code = documentedSignatures.find(({ language }) => language === 'Python')?.code ?? '';
    const check = `${code}
body = ${JSON.stringify(body)}.encode()
print(is_talkyrias(body, "sha256=${digest}", "${SECRET}"), is_talkyrias(body, "sha256=${digest}", "${OTHER}"))
print(is_telyports(body, "${digest}", "${SECRET}"), is_telyports(body + b" ", "${digest}", "${SECRET}"))
`;
    writeFileSync(join(folder, 'documented.py'), check);
    const { stdout } = spawnSync('python3', ['documented.py'], { cwd: folder, encoding: 'utf8' });
    expect(stdout).toBe('True False\nTrue False\n');
  });
});
