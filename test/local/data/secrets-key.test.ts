import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openFolder } from '../../../infra/local/data/folders.ts';

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'recado-test-'));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

const keyOf = (path?: string): string => {
  const folder = openFolder(path);
  folder.close();
  return folder.secretsKey;
};

test('a folder keeps its key, readable by its owner alone', () => {
  const key = keyOf(dataDir);
  expect(Buffer.from(key, 'base64')).toHaveLength(32);
  expect(keyOf(dataDir)).toBe(key);
  const path = join(dataDir, 'secrets.key');
  expect(readFileSync(path, 'utf8')).toBe(key);
  expect(statSync(path).mode & 0o777).toBe(0o600);
});

test('a start that is killed while it makes the key leaves none', () => {
  writeFileSync(join(dataDir, 'secrets.key.new'), 'half of a k');
  const key = keyOf(dataDir);
  expect(Buffer.from(key, 'base64')).toHaveLength(32);
  expect(readdirSync(dataDir)).not.toContain('secrets.key.new');
});

test('an invalid key file is not replaced by a key that would open nothing', () => {
  writeFileSync(join(dataDir, 'secrets.key'), 'rubbish');
  expect(() => keyOf(dataDir)).toThrow(/secrets\.key does not contain a key for secrets$/);
  expect(readFileSync(join(dataDir, 'secrets.key'), 'utf8')).toBe('rubbish');
});

test('a run in memory has a key of its own, in memory', () => {
  const folder = openFolder();
  const kept = readdirSync(folder.path);
  folder.close();
  expect(Buffer.from(folder.secretsKey, 'base64')).toHaveLength(32);
  expect(kept).not.toContain('secrets.key');
  expect(keyOf()).not.toBe(folder.secretsKey);
});
