import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freePort } from '../../infra/local/http/listen.ts';
import { builtInItems } from '../../infra/regions/built-in.ts';
import { createTenant, request } from '../support/api/client.ts';
import { type SpawnedHost, spawnHost } from '../support/processes/host.ts';
import { polygon, rectangle, settings } from './factories.ts';

const ADMIN_KEY = 'admin-key-of-the-tests';
const folder = mkdtempSync(join(tmpdir(), 'recado-regions-'));
const importer = new URL('../../infra/regions/import.ts', import.meta.url).pathname;

let host: SpawnedHost;
const start = () => spawnHost({ adminKey: ADMIN_KEY, dataDir: join(folder, 'data'), items: builtInItems() });
const region = (code: string) => request(host.url, `GET /platform/v1/regions/${code}`, { key: ADMIN_KEY });
const runImport = (...files: string[]) => runImportTo(host.url, ...files);
const runImportTo = (url: string, ...files: string[]) =>
  promisify(execFile)(process.execPath, [importer, ...files], {
    env: { ...process.env, RECADO_URL: url, ADMIN_API_KEY: ADMIN_KEY },
  });

beforeAll(async () => {
  host = await start();
});
afterAll(async () => {
  await host.stop();
  rmSync(folder, { recursive: true });
});

test('the built-in regions exist before the first request, and an admin’s changes survive a restart', async () => {
  const { testKey } = await createTenant(host, { country: 'IN', currency: 'INR' });
  const ends = { origin: { lat: 12.9121, lng: 77.6139 }, destination: { lat: 12.9181, lng: 77.6199 } };
  const priced = () =>
    request(host.url, 'POST /v2/pricing', { headers: { 'x-api-key': testKey }, body: ends });
  expect(await priced()).toMatchObject({
    status: 200,
    body: { data: { pricing: { standard: { small: { totalPrice: 105 } } } } },
  });
  // The bundle has the gazetteer in another form than the package.
  const addresses = { fromAddress: 'HSR Layout 560102', toAddress: 'Koramangala 560034' };
  const headers = { 'x-api-key': testKey };
  expect(await request(host.url, 'POST /v2/serviceability', { headers, body: addresses })).toMatchObject({
    status: 200,
    body: {
      data: {
        meta: {
          approximate: true,
          requestParamsProcessed: { fromCoordinates: { lat: 12.911862, lng: 77.644592 } },
        },
      },
    },
  });
  const { code: _code, updatedAt: _at, ...own } = (await region('BLR')).body as Record<string, unknown>;
  await request(host.url, 'PUT /platform/v1/regions/BLR', {
    key: ADMIN_KEY,
    body: { ...own, name: 'Namma Bengaluru' },
  });
  await host.stop();
  host = await start();
  expect((await region('BLR')).body).toMatchObject({ name: 'Namma Bengaluru' });
  expect((await region('MEX')).body).toMatchObject({ name: 'Ciudad de México' });
});

const nowhere = `http://127.0.0.1:${await freePort()}`;

describe('npm run regions:import', () => {
  test.each([
    ['nobody listens', nowhere, /ECONNREFUSED 127\.0\.0\.1:\d+/],
    ['there is no such host', 'http://recado.invalid/', /(ENOTFOUND|EAI_AGAIN) recado\.invalid/],
    ['the URL is none', 'recado.example', /Failed to parse URL|Invalid URL/],
  ])('names the URL and the cause where %s', async (_, url, cause) => {
    const failed = await runImportTo(url).catch((error: { code: number; stderr: string }) => error);
    const at = `${url.replace(/\/$/, '')}/platform/v1/regions/BLR`;
    expect(failed).toMatchObject({ code: 1, stderr: expect.stringContaining(`PUT ${at} failed: `) });
    expect(failed.stderr).toMatch(cause);
  });

  test('brings the built-in regions', async () => {
    const { stdout } = await runImport();
    expect(stdout).toBe('BLR  Bengaluru\nBOG  Bogotá\nMDE  Medellín\nMEX  Ciudad de México\n');
    expect((await region('BLR')).body).toMatchObject({ name: 'Bengaluru' });
  });

  test('brings those of a given GeoJSON file', async () => {
    const file = join(folder, 'own.geojson');
    const feature = (code: string, name: string) => {
      const { area: geometry, ...properties } = settings({ name });
      return { type: 'Feature', properties: { code, ...properties }, geometry };
    };
    const features = [feature('ONE', 'One'), feature('TWO', 'Two')];
    writeFileSync(file, JSON.stringify({ type: 'FeatureCollection', features }));
    expect((await runImport(file)).stdout).toBe('ONE  One\nTWO  Two\n');
    expect((await region('TWO')).body).toMatchObject({ code: 'TWO', area: settings().area });
  });

  test.each([
    [
      'says what is wrong with a file',
      { type: 'Feature', properties: { code: 'BAD' } },
      /bad\.geojson: .*properties\.name/s,
    ],
    [
      'refuses a file in another system than degrees',
      {
        type: 'FeatureCollection',
        crs: { type: 'name', properties: { name: 'urn:ogc:def:crs:EPSG::3857' } },
        features: [
          {
            type: 'Feature',
            properties: { code: 'BAD', ...settings(), area: undefined },
            geometry: polygon(rectangle(0, 0, 1, 1)),
          },
        ],
      },
      /bad\.geojson: .*WGS 84 \(EPSG:4326\).*crs/s,
    ],
    [
      'says what the platform API refuses',
      {
        type: 'Feature',
        properties: { code: 'BAD', ...settings(), area: undefined },
        geometry: polygon(rectangle(0, 0, 1, 1).slice(3)),
      },
      /BAD was refused with 400: .*three corners/,
    ],
  ])('%s', async (_, content, message) => {
    const file = join(folder, 'bad.geojson');
    writeFileSync(file, JSON.stringify(content));
    await expect(runImport(file)).rejects.toMatchObject({ code: 1, stderr: expect.stringMatching(message) });
  });
});
