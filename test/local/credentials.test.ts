import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readCredentials, writeCredentials } from '../../infra/local/credentials.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'recado-test-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const demo = { id: 'tnt_1', name: 'Mi Tienda', testKey: 'tk_test_1', liveKey: 'tk_live_1' };

test('credentials are complete at every moment: new ones never overwrite existing ones in place', () => {
  writeCredentials(folder, { adminKey: 'first', demo });
  const standing = openSync(join(folder, 'credentials.json'), 'r');
  writeCredentials(folder, { adminKey: 'second', demo });
  expect(JSON.parse(readFileSync(standing, 'utf8'))).toEqual({ adminKey: 'first', demo });
  closeSync(standing);
  expect(readCredentials(folder)).toEqual({ adminKey: 'second', demo });
});

test('a half-written file of a killed host is ignored, and stays private when it is replaced', () => {
  writeFileSync(join(folder, 'credentials.json.new'), '{"adminKey": "ha', { mode: 0o644 });
  expect(readCredentials(folder)).toEqual({});
  writeCredentials(folder, { demo });
  expect(readCredentials(folder)).toEqual({ demo });
  expect(statSync(join(folder, 'credentials.json')).mode & 0o777).toBe(0o600);
});
