import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../infra/local/data/folders.ts';
import { freePort } from '../../infra/local/http/listen.ts';
import { findBrowser } from './support/browser.ts';

/** `node test/console/screenshots.ts`: makes the README's pictures of the console, with the demo tenant's sample day. */
const FOLDER = join(import.meta.dirname, 'screenshots');
const pages = ['today', 'orders'] as const;

const found = await findBrowser();
if ('reason' in found) throw new Error(found.reason);
const port = await freePort();
const host = spawn(process.execPath, ['infra/local/start.ts'], {
  cwd: root,
  env: { ...process.env, PORT: String(port) },
  stdio: ['ignore', 'pipe', 'inherit'],
});
let said = '';
host.stdout.on('data', (chunk: Buffer) => {
  said += chunk.toString();
});
/** Waits until the host has said something. */
async function heard(what: RegExp): Promise<RegExpExecArray> {
  for (;;) {
    const match = what.exec(said);
    if (match) return match;
    await once(host.stdout, 'data');
  }
}

try {
  const [link = ''] = await heard(/http\S+\/console#sign-in=\S+/);
  await heard(/has its sample day/);
  const context = await found.browser.newContext({ locale: 'en-US', viewport: { width: 1280, height: 860 } });
  await context.addInitScript(() => {
    for (const key of Object.keys(localStorage)) localStorage.setItem(key, 'test');
  });
  const page = await context.newPage();
  await page.goto(link);
  await page.getByRole('navigation').first().waitFor();
  await page.evaluate(async () => {
    const headers = { 'content-type': 'application/json' };
    await fetch('/platform/v1/members/me', { method: 'PATCH', headers, body: '{"language":"en"}' });
  });
  await page.reload();
  await page.getByRole('button', { name: 'Test', exact: true }).click();
  mkdirSync(FOLDER, { recursive: true });
  for (const name of pages) {
    await page.goto(`http://127.0.0.1:${port}/console/${name}`);
    await page.getByRole('table').first().waitFor();
    await page.waitForLoadState('networkidle');
    await page.screenshot({ path: join(FOLDER, `${name}.png`) });
  }
} finally {
  await found.browser.close();
  host.kill('SIGTERM');
}
