import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freePort } from '../../infra/local/http/listen.ts';
import { patience } from '../support/time/patience.ts';
import { until } from '../support/time/until.ts';
import { type Receiver, startReceiver } from '../webhooks/support/receiver.ts';
import { inBrowser } from './support/in-browser.ts';

interface Endpoint {
  id: string;
  url: string;
  enabled: boolean;
}

await inBrowser('the webhooks page', ({ shop, visit }) => {
  let receiver: Receiver;
  beforeAll(async () => {
    receiver = await startReceiver();
  }, patience(180_000));
  afterAll(async () => {
    await receiver?.stop();
  });

  const endpoints = async () =>
    ((await shop.ask('GET /platform/v1/webhook-endpoints')).body as { endpoints: Endpoint[] }).endpoints;

  async function subscribe(url: string): Promise<string> {
    const { status, body } = await shop.ask('POST /platform/v1/webhook-endpoints', {
      url,
      events: ['call.outcome_final'],
    });
    expect(status).toBe(201);
    return (body as Endpoint).id;
  }

  test('subscribes a URL, shows its secret once, and programs that verify its webhooks', async () => {
    const { page, faults, inspect, close } = await visit({ path: 'webhooks' });
    await page.getByRole('button', { name: 'New endpoint' }).click();
    const dialog = page.getByRole('dialog');
    const url = `${receiver.url}/new`;
    await dialog.getByLabel('URL').fill(url);
    await dialog.getByRole('button', { name: 'Create endpoint' }).click();
    const secret = (await dialog.locator('code.secret').textContent()) ?? '';
    expect(secret).toMatch(/^whsec_/);
    expect(await inspect()).toEqual([]);
    const made = (await endpoints()).find((one) => one.url === url);
    expect(made).toMatchObject({ enabled: true });

    const code = (await dialog.locator('pre').textContent()) ?? '';
    const start = (await dialog.getByText('Start it:').locator('code').textContent()) ?? '';
    expect(start).toContain(`RECADO_SECRET=${secret}`);
    await dialog.getByRole('button', { name: 'Python' }).click();
    expect(await dialog.locator('pre').textContent()).toContain('def verify(');
    await dialog.getByRole('button', { name: 'I have kept it' }).click();
    await page.getByRole('link', { name: url }).waitFor();
    expect(await page.getByText(secret).count()).toBe(0);
    expect(faults).toEqual([]);
    await close();

    // The program as it was shown takes what Recado sends, and nothing that is signed with something else.
    const folder = mkdtempSync(join(tmpdir(), 'recado-verifies-'));
    writeFileSync(join(folder, 'receiver.mjs'), code);
    // Given by the system: a port made up from a number may be another program's.
    const port = String(await freePort());
    const program = spawn(process.execPath, ['receiver.mjs'], {
      cwd: folder,
      env: { RECADO_SECRET: secret, PORT: port },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    try {
      const listening = `http://127.0.0.1:${port}/`;
      const change = { url: listening };
      const changed = await shop.ask(`PATCH /platform/v1/webhook-endpoints/${made?.id}`, change);
      expect(changed.status).toBe(200);
      await until('the program listens', async () => {
        const answer = await fetch(listening, { method: 'POST', body: '{}' }).catch(() => undefined);
        return answer?.status === 401 || undefined;
      });
      const { body } = await shop.ask(`POST /platform/v1/webhook-endpoints/${made?.id}/ping`);
      const { id } = body as { id: string };
      const attempt = await until('the ping was answered', async () => {
        const sent = await shop.ask(`GET /platform/v1/webhook-deliveries/${id}`);
        return (sent.body as { attempts: { status: number }[] }).attempts[0];
      });
      expect(attempt).toMatchObject({ status: 204, failureClass: null });
    } finally {
      program.kill();
      rmSync(folder, { recursive: true });
    }
  });

  test('shows an attempt with its request, headers, answer and times, and sends it again', async () => {
    receiver.answer = (response) => {
      response.writeHead(503, { 'content-type': 'text/plain', 'retry-after': '30' });
      response.end('<b>busy</b>');
    };
    const id = await subscribe(`${receiver.url}/again`);
    const { page, faults, inspect, close } = await visit({ path: `webhooks/endpoints/${id}` });
    await page.getByRole('button', { name: 'Ping' }).click();
    await page.getByText('Attempt 1').waitFor();
    await page.getByRole('link', { name: `${receiver.url}/again`, exact: true }).waitFor();
    await page.getByText('503', { exact: true }).waitFor();
    await page.getByText('<b>busy</b>').waitFor();
    await page.getByText(/^Request headers/).click();
    await page.getByText('v1,…').waitFor();
    await page.getByText(/^Response headers/).click();
    await page.getByText('retry-after').waitFor();
    expect(await inspect()).toEqual([]);

    receiver.answer = (response) => response.end('thanks');
    await page.getByRole('button', { name: 'Send again' }).click();
    await page.getByText('Attempt 2').waitFor();
    await page.getByText('Delivered', { exact: true }).waitFor();
    const ids = receiver.receipts
      .filter(({ path }) => path?.endsWith('/again'))
      .map(({ headers }) => headers['webhook-id']);
    expect(ids).toEqual([ids[0], ids[0]]);
    expect(faults).toEqual([]);
    await close();
  });

  test('shows an endpoint’s health: rates, times, since when it fails, and what it missed', async () => {
    receiver.answer = (response) => {
      response.statusCode = 500;
      response.end();
    };
    const id = await subscribe(`${receiver.url}/failing`);
    await shop.called(await shop.order({ phone: '+573001230001' }));
    await until('a delivery fails', async () => {
      const { body } = await shop.ask(`GET /platform/v1/webhook-endpoints/${id}/health`);
      return (body as { attempts: number; failingSince: string | null }).attempts > 0 || undefined;
    });
    const { page, faults, inspect, close } = await visit({ path: `webhooks/endpoints/${id}` });
    const health = page.getByRole('region', { name: 'Health' });
    await health.getByText('0%', { exact: true }).waitFor();
    await health.getByRole('img', { name: 'Success rate of the last day, by the hour' }).waitFor();
    await page.getByText('Failing', { exact: true }).first().waitFor();
    expect(await inspect()).toEqual([]);
    await health
      .getByRole('link', { name: /Waiting|Failed/ })
      .first()
      .click();
    await page
      .getByRole('table', { name: 'Webhook deliveries' })
      .or(page.getByText('Nothing'))
      .first()
      .waitFor();
    expect(new URL(page.url()).searchParams.get('endpointId')).toBe(id);

    await page.goto(`${shop.host.url}/console/webhooks`);
    const row = page.getByRole('row').filter({ hasText: `${receiver.url}/failing` });
    await row.getByRole('img', { name: 'Success rate of the last day, by the hour' }).waitFor();
    expect(await inspect()).toEqual([]);
    expect(faults).toEqual([]);
    await close();
  });

  test('disables, enables and recovers an endpoint: it counts, then sends', async () => {
    receiver.answer = (response) => response.end();
    const id = await subscribe(`${receiver.url}/recovers`);
    const { page, faults, close } = await visit({ path: `webhooks/endpoints/${id}` });
    await page.getByRole('button', { name: 'Disable' }).click();
    await page.getByText('Disabled', { exact: true }).waitFor();
    expect((await endpoints()).find((one) => one.id === id)).toMatchObject({ enabled: false });
    await shop.called(await shop.order({ phone: '+573001230001' }));
    await until('its event is held', async () => {
      const { body } = await shop.ask(`GET /platform/v1/webhook-deliveries?endpointId=${id}&status=held`);
      return (body as { deliveries: object[] }).deliveries.length > 0 || undefined;
    });
    await page.getByRole('button', { name: 'Enable' }).click();
    const dialog = page.getByRole('dialog', { name: 'Recover' });
    // On the clock of Bogotá, as all times of the page: five hours behind UTC.
    const since = Date.parse(`${await dialog.getByLabel('Since').inputValue()}-05:00`);
    expect(since).toBeLessThan(Date.now());
    expect(since).toBeGreaterThan(Date.now() - 25 * 3_600_000);
    await dialog.getByRole('button', { name: 'Count' }).click();
    await dialog.getByText('To send again: 1').waitFor();
    await dialog.getByRole('button', { name: 'Recover' }).click();
    await dialog.getByText('Sent again: 1').waitFor();
    await until(
      'it has come',
      async () => receiver.receipts.some(({ path }) => path?.endsWith('/recovers')) || undefined,
    );
    expect(faults).toEqual([]);
    await close();
  });

  test('rotates a secret and shows the new one once; a viewer does neither', async () => {
    const id = await subscribe(`${receiver.url}/rotates`);
    const { page, close } = await visit({ path: `webhooks/endpoints/${id}` });
    await page.getByRole('button', { name: 'Rotate secret' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Rotate secret' }).click();
    expect(await dialog.locator('code.secret').textContent()).toMatch(/^whsec_/);
    await close();
    const other = await visit({ as: 'viewer', path: `webhooks/endpoints/${id}` });
    for (const name of ['Ping', 'Recover', 'Rotate secret', 'Disable', 'Remove'])
      expect(await other.page.getByRole('button', { name }).getAttribute('aria-disabled')).toBe('true');
    await other.close();
  });
});
