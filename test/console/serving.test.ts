import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type SpawnedHost, spawnHost } from '../support/processes/host.ts';

let host: SpawnedHost;
beforeAll(async () => {
  host = await spawnHost();
});
afterAll(async () => {
  await host?.stop();
});

/** As a browser of today asks, without undoing what was packed. */
async function ask(path: string, encoding: string, method = 'GET') {
  const { request } = await import('node:http');
  return new Promise<{ status: number; headers: Record<string, string>; bytes: Buffer }>(
    (resolve, reject) => {
      const asked = request(
        `${host.url}${path}`,
        { method, headers: { 'accept-encoding': encoding } },
        (answer) => {
          const chunks: Buffer[] = [];
          answer.on('data', (chunk: Buffer) => chunks.push(chunk));
          answer.on('end', () =>
            resolve({
              status: answer.statusCode ?? 0,
              headers: answer.headers as Record<string, string>,
              bytes: Buffer.concat(chunks),
            }),
          );
        },
      );
      asked.on('error', reject);
      asked.end();
    },
  );
}

const page = async (path = '/console') => brotliDecompressSync((await ask(path, 'br')).bytes).toString();

const assetsIn = (html: string) =>
  [...html.matchAll(/(?:src|href)="(\/console\/[^"]+)"/g)].map(([, url = '']) => url);

describe('GET /console', () => {
  test('allows nothing inline and nothing from other origins but recordings', async () => {
    const { status, headers, bytes } = await ask('/console', 'gzip, deflate, br, zstd');
    expect(status).toBe(200);
    // Where this machine keeps what the bucket keeps elsewhere.
    const bucket = / (http:\/\/127\.0\.0\.1:\d+);/.exec(headers['content-security-policy'] ?? '')?.[1];
    expect(headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'content-encoding': 'br',
      vary: 'Accept-Encoding',
      'cache-control': 'no-cache',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'content-security-policy': [
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'",
        `media-src 'self' https: ${bucket}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
        "require-trusted-types-for 'script'; trusted-types 'none'",
      ].join('; '),
    });
    const html = brotliDecompressSync(bytes).toString();
    expect(html).toMatch(/^<!doctype html>/);
    expect(html).not.toMatch(/<script(?![^>]*\bsrc=)|<style| style=| on\w+=|data:|https?:/);
    expect(assetsIn(html).map((url) => url.replace(/-\w{8}\./, '-HASH.'))).toEqual(
      expect.arrayContaining([
        '/console/favicon-HASH.svg',
        '/console/main-HASH.css',
        '/console/main-HASH.js',
      ]),
    );
  });

  test.each(['/console/orders', '/console/orders/ord_01k0', '/console/set-up/members?tab=1'])(
    'is the same page at %s, which the client reads',
    async (path) => {
      expect(await page(path)).toBe(await page());
    },
  );

  test('answers HEAD, and redirects a trailing slash to the page', async () => {
    const { status, bytes } = await ask('/console', 'br', 'HEAD');
    expect([status, bytes.length]).toEqual([200, 0]);
    const slashed = await ask('/console/', 'br');
    expect([slashed.status, slashed.headers.location]).toEqual([308, '/console']);
  });
});

describe('what the page loads', () => {
  test('never changes under its name, and is sent in the smallest encoding that the client reads', async () => {
    for (const url of assetsIn(await page())) {
      const [small, common, plain] = await Promise.all([
        ask(url, 'gzip, br'),
        ask(url, 'gzip;q=1, br;q=0'),
        ask(url, 'identity'),
      ]);
      expect([url, small.status, small.headers['content-encoding']]).toEqual([url, 200, 'br']);
      expect([url, common.status, common.headers['content-encoding']]).toEqual([url, 200, 'gzip']);
      expect([url, plain.status, plain.headers['content-encoding']]).toEqual([url, 200, undefined]);
      for (const { headers } of [small, common, plain])
        expect(headers).toMatchObject({
          'cache-control': 'public, max-age=31536000, immutable',
          'x-content-type-options': 'nosniff',
          vary: 'Accept-Encoding',
        });
      expect(brotliDecompressSync(small.bytes).equals(plain.bytes)).toBe(true);
      expect(gunzipSync(common.bytes).equals(plain.bytes)).toBe(true);
      expect(small.bytes.length).toBeLessThanOrEqual(plain.bytes.length);
    }
  });

  test.each([
    '/console/main-00000000.js',
    '/console/..%2Findex.mjs',
    '/console/index.mjs',
    '/console/favicon.svg.br',
  ])('is no other file of the function: %s', async (path) => {
    expect((await ask(path, 'br')).status).toBe(404);
  });
});
