import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openFolder } from '../../../infra/local/data/folders.ts';
import { createTenant } from '../../support/api/client.ts';
import { spawnHost } from '../../support/processes/host.ts';

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'recado-test-'));
  chmodSync(dataDir, 0o755);
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

const modeOf = (path: string): string => (statSync(path).mode & 0o777).toString(8);

/** What others could do something with. */
const openToOthers = (): string[] =>
  readdirSync(dataDir, { withFileTypes: true, recursive: true })
    .filter((entry) => modeOf(join(entry.parentPath, entry.name)) !== (entry.isDirectory() ? '700' : '600'))
    .map(({ name }) => name);

test('what a host keeps is its owner’s alone, files of an earlier start included', async () => {
  const host = await spawnHost({ dataDir });
  await createTenant(host);
  expect([modeOf(dataDir), openToOthers()]).toEqual(['700', []]);
  await host.stop();
  chmodSync(dataDir, 0o755);
  for (const entry of readdirSync(dataDir, { withFileTypes: true, recursive: true }))
    chmodSync(join(entry.parentPath, entry.name), entry.isDirectory() ? 0o755 : 0o644);
  const again = await spawnHost({ dataDir });
  await createTenant(again);
  expect([modeOf(dataDir), openToOthers()]).toEqual(['700', []]);
  expect(readdirSync(dataDir).length).toBeGreaterThan(3);
  await again.stop();
}, 60_000);

test('a folder with other files keeps its mode, and so do they', () => {
  mkdirSync(join(dataDir, 'letters'));
  writeFileSync(join(dataDir, 'letters', 'one.txt'), 'Dear');
  chmodSync(join(dataDir, 'letters', 'one.txt'), 0o644);
  chmodSync(join(dataDir, 'letters'), 0o755);
  openFolder(dataDir).close();
  expect(modeOf(dataDir)).toBe('755');
  expect(openToOthers()).toEqual(['letters', 'one.txt']);
});
