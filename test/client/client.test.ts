import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createConfig, lintFromString } from '@redocly/openapi-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { builtInItems } from '../../infra/regions/built-in.ts';
import { type SpawnedHost, spawnHost } from '../support/processes/host.ts';
import { patience } from '../support/time/patience.ts';

const run = promisify(execFile);
/** Of the workspace: here, TypeScript is the 5 that the generator needs. */
const PACKAGES = join(import.meta.dirname, 'node_modules');

let host: SpawnedHost;
let document: string;
let folder: string;

beforeAll(async () => {
  host = await spawnHost({ adminKey: 'admin-key-of-the-tests', items: builtInItems() });
  document = await (await fetch(`${host.url}/openapi.json`)).text();
  // Inside of the workspace: what it imports is found from there.
  folder = mkdtempSync(join(import.meta.dirname, '.made-'));
});
afterAll(async () => {
  await host?.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Runs a program of the workspace; what it says when it fails is the error. */
const program = (path: string, ...given: string[]) =>
  run(process.execPath, [join(PACKAGES, path), ...given], { cwd: folder, maxBuffer: 1e8 }).catch((error) => {
    throw new Error(`${path}: ${error.stdout}${error.stderr}`);
  });

describe('the document that a host serves', () => {
  test('passes what Redocly recommends, without a warning', { timeout: patience(60_000) }, async () => {
    const config = await createConfig({ extends: ['recommended'] });
    const problems = await lintFromString({ source: document, absoluteRef: '/openapi.json', config });
    // No order is called `bulk`, and the gateway prefers a path's own word to a parameter.
    const meant = problems.filter(({ message }) => !/ambiguous paths.*\/orders\/bulk\/\{id\}/.test(message));
    expect(meant.map(({ ruleId, message }) => `${ruleId}: ${message}`)).toEqual([]);
  });

  test('names the URL where it is served', () => {
    expect(JSON.parse(document).servers).toEqual([{ url: host.url }]);
  });

  test('makes a client that compiles in strict mode and makes the calls of the README', {
    timeout: patience(120_000),
  }, async () => {
    writeFileSync(join(folder, 'openapi.json'), document);
    await program('openapi-typescript/bin/cli.js', 'openapi.json', '-o', 'schema.ts');
    cpSync(join(import.meta.dirname, 'readme-calls.ts'), join(folder, 'readme-calls.ts'));
    await program(
      'typescript/bin/tsc',
      ...['--strict', '--noUncheckedIndexedAccess', '--exactOptionalPropertyTypes', '--skipLibCheck'],
      ...['--target', 'es2024', '--module', 'nodenext', '--rewriteRelativeImportExtensions'],
      ...['--types', 'node', 'readme-calls.ts'],
    );
    const { stdout } = await run(process.execPath, [
      join(folder, 'readme-calls.js'),
      host.url,
      host.adminKey,
    ]);
    expect(JSON.parse(stdout)).toEqual({
      callId: expect.stringMatching(/^call_/),
      status: expect.any(String),
      total: 1,
      logisticStatus: 'shipped',
      eventId: expect.stringMatching(/^evt_/),
      events: expect.arrayContaining(['Packed']),
      totalOrders: 2,
      csv: 4,
      taken: expect.stringMatching(/^ord_/),
      regions: 4,
      distance: expect.any(Number),
      recovery: true,
      sent: true,
      refused: 'Orden no encontrada',
    });
  });
});
