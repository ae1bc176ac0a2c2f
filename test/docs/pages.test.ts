import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findBrowser } from '../console/support/browser.ts';
import { axeFinds, faultsOf } from '../console/support/visit.ts';
import { createTenant, request } from '../support/api/client.ts';
import { type SpawnedHost, spawnHost } from '../support/processes/host.ts';
import { patience } from '../support/time/patience.ts';

let host: SpawnedHost;
let keys: { testKey: string; liveKey: string };
beforeAll(async () => {
  host = await spawnHost({ adminKey: 'admin_of_the_pages', speed: 60 });
  keys = await createTenant(host);
}, patience(120_000));
afterAll(async () => {
  await host?.stop();
});

const page = async (path: string, headers = {}) => {
  const answer = await fetch(host.url + path, { headers });
  return { status: answer.status, headers: Object.fromEntries(answer.headers), text: await answer.text() };
};

const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

describe('GET /', () => {
  test('shows what runs here, and where the rest is', async () => {
    const { status, headers, text } = await page('/', { accept: 'text/html,*/*;q=0.8' });
    expect(status).toBe(200);
    expect(headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': policy,
      'cache-control': 'no-cache',
      'x-content-type-options': 'nosniff',
      vary: 'Accept, Accept-Encoding',
    });
    const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
    expect(text).toContain(`Version ${version}`);
    const links = [...text.matchAll(/<a href="([^"]+)"/g)].map(([, link]) => link);
    expect(links).toEqual(['/console', '/docs', '/openapi.json', '/healthz']);
    for (const link of links) expect((await fetch(host.url + link)).status).toBe(200);
  });

  test('says the same in JSON to a program that asks for it', async () => {
    const { headers, text } = await page('/', { accept: 'application/json' });
    expect(headers['content-type']).toBe('application/json');
    expect(JSON.parse(text)).toEqual({
      name: 'Recado',
      version: expect.stringMatching(/^\d+\.\d+\.\d+/),
      links: { console: '/console', docs: '/docs', openapi: '/openapi.json', status: '/healthz' },
    });
  });
});

/** Every page of the documentation, as its own navigation names them. */
const pathsOf = (text: string) => [
  ...new Set([...text.matchAll(/<a href="(\/docs[^"#]*)"/g)].map(([, path = '']) => path)),
];

describe('GET /docs', () => {
  test('loads nothing from other origins and has nothing inline', async () => {
    const { status, headers, text } = await page('/docs');
    expect(status).toBe(200);
    expect(headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': policy,
      'x-content-type-options': 'nosniff',
    });
    expect(text).toMatch(/^<!doctype html>\n<html lang="en">/);
    expect(text).not.toMatch(/<script(?![^>]*\bsrc="\/docs\/)|<style| style=| on\w+=|(src|href)="https?:/);
    const assets = [...text.matchAll(/(?:src|href)="(\/docs\/[\w-]+\.\w+)"/g)].map(([, url = '']) => url);
    expect(assets.map((url) => url.replace(/-\w{8}\./, '-HASH.')).sort()).toEqual([
      '/docs/favicon-HASH.svg',
      '/docs/main-HASH.js',
      '/docs/style-HASH.css',
    ]);
    for (const url of assets)
      expect(await page(url)).toMatchObject({
        status: 200,
        headers: {
          'cache-control': 'public, max-age=31536000, immutable',
          'content-encoding': 'gzip',
          'x-content-type-options': 'nosniff',
        },
      });
  });

  test('links only to pages and places that are there', async () => {
    const pages = new Map<string, string>();
    for (const path of pathsOf((await page('/docs')).text)) pages.set(path, (await page(path)).text);
    expect(pages.size).toBeGreaterThan(15);
    const missing: string[] = [];
    for (const [path, text] of pages)
      for (const [, link = ''] of text.matchAll(/<a [^>]*href="(\/docs[^"]*|#[^"]*)"/g)) {
        const [to = '', place] = (link.startsWith('#') ? path + link : link).split('#');
        const there = pages.get(to);
        if (there === undefined || (place && !there.includes(`id="${place}"`)))
          missing.push(`${path}: ${link}`);
      }
    expect(missing).toEqual([]);
  });

  test('has every operation and webhook of the document in its reference', async () => {
    const document = JSON.parse((await page('/openapi.json')).text);
    const { text } = await page('/docs/reference');
    const missing = Object.entries<Record<string, { operationId: string; tags: string[] }>>(document.paths)
      .flatMap(([, methods]) => Object.entries(methods))
      .filter(([method, { operationId, tags }]) => {
        const link = `/docs/reference/${tags[0]}#${operationId}`;
        return method !== 'head' && !text.includes(`href="${link}"`);
      });
    expect(missing).toEqual([]);
    for (const name of Object.keys(document.webhooks))
      expect(text).toContain(`href="/docs/reference/webhooks#${name}"`);
  });

  test.each(['/docs/none', '/docs/reference/none', '/docs/index.mjs', '/docs/..%2Findex.mjs'])(
    'is no other file of the function: %s',
    async (path) => expect((await page(path)).status).toBe(404),
  );
});

const found = await findBrowser();

describe.skipIf('reason' in found)('in a browser', () => {
  const { browser } = found as { browser: Browser };
  afterAll(() => browser?.close());

  async function open(path: string, options: BrowserContextOptions = {}) {
    const context = await browser.newContext(options);
    context.setDefaultTimeout(patience(30_000));
    const shown = await context.newPage();
    const faults = faultsOf(shown);
    await shown.goto(host.url + path);
    return { shown, faults, close: () => context.close() };
  }

  test(
    'axe finds nothing on any page, and nothing is wider than a phone',
    async () => {
      const found: string[] = [];
      for (const options of [
        { viewport: { width: 1280, height: 900 } },
        { viewport: { width: 360, height: 740 }, colorScheme: 'dark' },
      ] as const) {
        const { shown, faults, close } = await open('/', options);
        const paths = ['/', ...pathsOf((await page('/docs')).text)];
        for (const path of paths) {
          await shown.goto(`${host.url}${path}`);
          // Some of it unfolded: what is folded up is not looked at.
          await shown.evaluate(
            `for (const one of [...document.querySelectorAll('details')].slice(0, 12)) one.open = true`,
          );
          found.push(...(await axeFinds(shown)).map((one) => `${path}: ${one}`));
          const width = Number(await shown.evaluate('document.documentElement.scrollWidth'));
          if (width > options.viewport.width) found.push(`${path} is ${width} wide`);
        }
        found.push(...faults);
        await close();
      }
      expect(found).toEqual([]);
    },
    patience(180_000),
  );

  test('takes the key of the link, and the address forgets it', async () => {
    const { shown, faults, close } = await open(`/docs#key=${keys.testKey}`);
    expect(await shown.getByLabel('API key').inputValue()).toBe(keys.testKey);
    expect(shown.url()).toBe(`${host.url}/docs`);
    await shown.getByRole('link', { name: 'Order management' }).first().click();
    expect(await shown.getByLabel('API key').inputValue()).toBe(keys.testKey);
    expect(faults).toEqual([]);
    await close();
  });

  test('runs an example, and first the one whose answer it needs', async () => {
    const { shown, faults, close } = await open(`/docs/confirmation#key=${keys.testKey}`);
    const example = shown.getByRole('region', { name: 'Read an order with its calls' }).first();
    await example.getByRole('button', { name: 'Run' }).press('Enter');
    const answer = example.getByRole('region', { name: /^Answer/ });
    await answer.waitFor();
    const order = JSON.parse((await answer.textContent()) ?? '');
    expect(order).toMatchObject({ externalId: 'CP-12345', customer: { name: 'Juan Perez' } });
    expect(await example.getByRole('status').textContent()).toBe('200 OK');
    expect(await example.getByLabel('orderId').inputValue()).toBe(order.id);
    const stored = await request(host.url, `GET /api/v1/orders/${order.id}`, { key: keys.testKey });
    expect(stored.body).toMatchObject({ id: order.id, externalId: 'CP-12345' });
    expect(faults).toEqual([]);
    await close();
  });

  test('shows any answer as text', async () => {
    const { shown, faults, close } = await open(`/docs/confirmation#key=${keys.testKey}`);
    const example = shown.getByRole('region', { name: 'Trigger a call', exact: true });
    const name = '<img src=x onerror="document.title=1"><script>document.title=2</script>';
    const body = JSON.parse(await example.getByLabel('Body').inputValue());
    body.customer.name = name;
    body.order.externalId = 'CP-markup';
    await example.getByLabel('Body').fill(JSON.stringify(body));
    const read = shown.getByRole('region', { name: 'Read an order with its calls' }).first();
    await read.getByRole('button', { name: 'Run' }).click();
    const answer = read.getByRole('region', { name: /^Answer/ });
    await answer.waitFor();
    expect(JSON.parse((await answer.textContent()) ?? '').customer.name).toContain('<img src=x');
    expect(await answer.locator('*').count()).toBe(0);
    expect(await shown.title()).toBe('Confirmation calls · Recado documentation');
    expect(faults).toEqual([]);
    await close();
  });

  test('sends a key and no session, and changes nothing with a live key', async () => {
    const { shown, close } = await open(`/docs/confirmation#key=${keys.liveKey}`);
    await shown.context().addCookies([{ name: 'recado-session', value: 'secret', url: host.url }]);
    const sent: { method: string; cookie: string | undefined }[] = [];
    shown.on('request', (one) => sent.push({ method: one.method(), cookie: one.headers().cookie }));
    const trigger = shown.getByRole('region', { name: 'Trigger a call', exact: true });
    await trigger.getByRole('button', { name: 'Run' }).click();
    expect(await trigger.getByRole('status').textContent()).toBe(
      'This would change live data. Use a test key.',
    );
    const find = shown.getByRole('region', { name: 'Find orders by phone' }).first();
    await find.getByRole('button', { name: 'Run' }).click();
    await find.getByRole('region', { name: /^Answer/ }).waitFor();
    expect(sent).toEqual([{ method: 'GET', cookie: undefined }]);
    expect(await find.locator('details pre').textContent()).not.toContain(keys.liveKey);
    await close();
  });

  test('asks for a key where there is none', async () => {
    const { shown, close } = await open('/docs');
    const example = shown.getByRole('region', { name: 'Have an order confirmed by a call', exact: true });
    await example.getByRole('button', { name: 'Run' }).click();
    expect(await example.getByRole('status').textContent()).toMatch(/^Give a key first/);
    expect(await shown.evaluate('document.activeElement.id')).toBe('key');
    await close();
  });

  test.skipIf(spawnSync('curl', ['--version']).status !== 0)('shows a curl that does the same', async () => {
    const { shown, close } = await open(`/docs/orders#key=${keys.testKey}`);
    const example = shown.getByRole('region', { name: 'Create an order from a checkout' }).first();
    const body = {
      mobile: '+919876543210',
      name: "D'Souza",
      product_items: [{ name: 'A', quantity: 1, price: 5 }],
    };
    await example.getByLabel('Body').fill(JSON.stringify(body));
    const command = (await example.locator('details pre').textContent()) ?? '';
    const answer = JSON.parse(
      execFileSync('sh', ['-c', command.replace('curl', 'curl -s')], { encoding: 'utf8' }),
    );
    expect(answer).toMatchObject({ success: true, order: { name: "D'Souza", final_amount: 5 } });
    await close();
  });

  test('finds operations by their words, and opens the chosen one', async () => {
    const { shown, faults, close } = await open('/docs/reference');
    await shown.getByLabel('Search').fill('platform rotate');
    expect(await shown.getByRole('status').textContent()).toBe('1 found');
    await shown.getByRole('link', { name: /rotate-secret/ }).click();
    await shown.waitForURL('**/docs/reference/platform#rotate-webhook-secret');
    const operation = shown.locator('#rotate-webhook-secret');
    await operation.getByRole('table', { name: 'Body of rotate-webhook-secret' }).waitFor();
    expect(await operation.getByRole('rowheader', { name: 'overlapSeconds' }).count()).toBeGreaterThan(0);
    expect(faults).toEqual([]);
    await close();
  });

  test('can be read without scripts', async () => {
    const { shown, close } = await open('/docs', { javaScriptEnabled: false });
    await shown.getByRole('heading', { name: 'Quickstart' }).waitFor();
    expect(await shown.getByRole('button').count()).toBe(0);
    await shown.getByRole('link', { name: 'Webhooks' }).first().click();
    await shown.getByRole('heading', { name: 'Webhooks', level: 1 }).waitFor();
    await close();
  });
});
