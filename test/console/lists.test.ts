import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { request } from '../support/api/client.ts';
import { patience } from '../support/time/patience.ts';
import { until } from '../support/time/until.ts';
import { type Receiver, startReceiver } from '../webhooks/support/receiver.ts';
import { inBrowser } from './support/in-browser.ts';

// Several pages each, one after the other.
vi.setConfig({ testTimeout: patience(120_000) });

await inBrowser('the lists of the console', ({ shop, visit }) => {
  let receiver: Receiver;
  let orderId: string;
  let name: string;
  beforeAll(async () => {
    receiver = await startReceiver();
    receiver.answer = (response) => {
      response.statusCode = 500;
      response.end();
    };
    await shop.ask('POST /platform/v1/webhook-endpoints', {
      url: receiver.url,
      events: ['call.outcome_final'],
      retrySchedule: 'long',
    });
    orderId = await shop.order({ phone: '+573001230015', externalId: 'SH-77' });
    await shop.called(orderId);
    await request(shop.host.url, `PUT /v1/orders/${orderId}`, {
      headers: { 'x-tenant-api-key': shop.testKey },
      body: { updates: { delivery_details: { location: { lat: 4.6533, lng: -74.0836 } } } },
    });
    const booked = await shop.ask(`POST /platform/v1/orders/${orderId}/actions`, {
      action: 'book-delivery',
    });
    expect(booked).toMatchObject({ status: 200 });
    const { body } = await shop.ask(`GET /platform/v1/orders/${orderId}`);
    name = (body as { number: string }).number;
  }, patience(240_000));
  afterAll(() => receiver?.stop());

  test('name an order alike everywhere: by its number, and by what the shop calls it', async () => {
    const { page, faults, inspect, close } = await visit({ path: 'orders' });
    for (const path of ['orders', 'calls', 'deliveries', 'webhooks/deliveries']) {
      await page.goto(`${shop.host.url}/console/${path}`);
      const row = page.getByRole('row').filter({ hasText: 'SH-77' }).first();
      const link = row.getByRole('link', { name, exact: true });
      await link.waitFor();
      expect(await link.getAttribute('href')).toBe(`/console/orders/${orderId}`);
      expect(await inspect()).toEqual([]);
    }
    await page.goto(`${shop.host.url}/console/orders/${orderId}`);
    await page.getByRole('heading', { level: 1, name: `Order ${name}`, exact: true }).waitFor();
    await page.getByText('SH-77', { exact: true }).first().waitFor();
    await page.goto(`${shop.host.url}/console/deliveries/${orderId}`);
    await page.getByRole('heading', { level: 1, name }).waitFor();
    expect(faults).toEqual([]);
    await close();
  });

  test('find what is failing from its first failure on, and show it so', async () => {
    const { page, faults, close } = await visit({ path: 'webhooks/deliveries' });
    await page.getByLabel('Status').selectOption({ label: 'Failing' });
    await page.getByRole('row').filter({ hasText: 'Failing' }).first().waitFor();
    expect(new URL(page.url()).searchParams.get('status')).toBe('failing');
    expect(faults).toEqual([]);
    await close();
  });

  test('lead from a line of a statement to its delivery, and from there to the order', async () => {
    const { page, faults, inspect, close } = await visit({ path: 'money?account=postpaid' });
    await page.getByRole('table', { name: 'Statement' }).getByRole('link', { name: /^IN/ }).first().click();
    await page.getByRole('heading', { name: /^IN/ }).waitFor();
    expect(await inspect()).toEqual([]);
    await page.getByRole('link', { name, exact: true }).click();
    await page.getByRole('heading', { level: 1, name: `Order ${name}` }).waitFor();
    expect(faults).toEqual([]);
    await close();
  });

  test('keep the filters from tab to tab, and offer to listen only where something was said', async () => {
    await shop.order({ phone: '+573001230002', externalId: 'SH-78' });
    const { page, faults, close } = await visit({ path: 'calls?callType=confirmation' });
    await page.getByRole('button', { name }).first().waitFor();
    await page.getByRole('link', { name: 'Waiting' }).click();
    await page.waitForURL(/status=waiting/);
    expect(new URL(page.url()).searchParams.get('callType')).toBe('confirmation');
    await page.goto(`${shop.host.url}/console/calls`);
    const unheard = page.getByRole('row').filter({ hasText: 'SH-78' }).first();
    await unheard.waitFor();
    expect(await unheard.getByRole('button').count()).toBe(0);
    expect(faults).toEqual([]);
    await close();
  });

  test('light up what came, and nothing when another order or filter shows other rows', async () => {
    const { page, close } = await visit({ path: 'orders' });
    await page.getByRole('row').filter({ hasText: 'SH-77' }).waitFor();
    await page.getByLabel('Status').selectOption({ label: 'Cancelled' });
    await page.getByText('Nothing matches').first().waitFor();
    await page.getByLabel('Status').selectOption({ label: 'Any' });
    await page.getByRole('row').filter({ hasText: 'SH-77' }).waitFor();
    // The rows of before stay until others are there: what comes meanwhile is not new among those.
    const sorted = page.waitForResponse(/\/platform\/v1\/orders\?.*direction=asc/);
    await page.getByRole('button', { name: 'Created' }).click();
    await (await sorted).finished();
    await page.waitForURL(/direction=asc/);
    await page.getByRole('row').filter({ hasText: 'SH-77' }).waitFor();
    expect(await page.locator('tr.new').count()).toBe(0);
    await shop.order({ phone: '+573001230016', externalId: 'SH-NEW' });
    await page.locator('tr.new').filter({ hasText: 'SH-NEW' }).waitFor();
    expect(await page.locator('tr.new').count()).toBe(1);
    await close();
  });

  test('keep a member’s views on the server, with their counts; a viewer’s too', async () => {
    const cookie = await shop.cookie('viewer');
    const { page, faults, inspect, close } = await visit({
      path: 'orders?q=SH-77',
      as: 'nobody',
    });
    await page.context().addCookies([{ ...cookie, url: shop.host.url }]);
    await page.goto(`${shop.host.url}/console/orders?q=SH-77`);
    await page.getByRole('button', { name: 'Save view' }).click();
    await page.getByRole('dialog').getByLabel('Name').fill('Only mine');
    await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
    await page.getByRole('link', { name: /Only mine.*1/ }).waitFor();
    expect(await inspect()).toEqual([]);
    await close();

    const other = await visit({ as: 'nobody' });
    await other.page.context().addCookies([{ ...cookie, url: shop.host.url }]);
    await other.page.goto(`${shop.host.url}/console/orders`);
    await other.page.getByRole('link', { name: /Only mine.*1/ }).click();
    await other.page.waitForURL(/q=SH-77/);
    await other.page.getByRole('button', { name: 'Rename view: Only mine' }).click();
    const renames = other.page.getByRole('dialog', { name: 'Rename view: Only mine' });
    expect(await renames.getByLabel('Name').inputValue()).toBe('Only mine');
    await renames.getByLabel('Name').fill('Just mine');
    expect(await other.inspect()).toEqual([]);
    await other.page.keyboard.press('Enter');
    await other.page.getByRole('link', { name: /Just mine.*1/ }).waitFor();
    expect(await other.focused()).toBe('Rename view: Just mine');
    await other.page.getByRole('button', { name: 'Remove view: Just mine' }).click();
    const asks = other.page.getByRole('dialog', { name: 'Remove view: Just mine' });
    await asks.getByText('The orders in it stay as they are.').waitFor();
    await other.page.getByRole('link', { name: /Just mine/ }).waitFor();
    await asks.getByRole('button', { name: 'Remove view' }).click();
    await other.page.getByRole('button', { name: 'Save view' }).waitFor();
    expect(await other.page.getByRole('link', { name: /mine/ }).count()).toBe(0);
    expect(faults).toEqual([]);
    await other.close();
  });

  test('take up the views that a browser kept', async () => {
    const { page, close } = await visit({ path: 'today' });
    const member = await page.evaluate(async () => {
      const answer = await fetch('/console/session');
      return ((await answer.json()) as { member: { id: string } }).member.id;
    });
    const key = `recado-views:${shop.tenantId}:${member}`;
    const kept = JSON.stringify([
      { name: 'From here', filter: { status: 'confirmed' } },
      { name: 'Broken', filter: { status: 'levitating' } },
    ]);
    await page.evaluate(([name, text]) => localStorage.setItem(name, text), [key, kept] as const);
    await page.goto(`${shop.host.url}/console/orders`);
    await page.getByRole('link', { name: /From here/ }).waitFor();
    await until('nothing is left in the browser', () =>
      page.evaluate((name) => localStorage.getItem(name) === null || undefined, key),
    );
    await page.reload();
    await page.getByRole('link', { name: /From here/ }).waitFor();
    await close();
  });

  test('give the focus to a bulk job that was started, and name its orders from other pages', async () => {
    const { page, close } = await visit({ path: 'orders' });
    const row = page.getByRole('row').filter({ hasText: 'SH-77' });
    await row.getByRole('checkbox').check();
    await page.getByRole('button', { name: 'Book delivery' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Book delivery' }).click();
    const job = page.getByRole('region', { name: 'Bulk job' });
    await job.waitFor();
    expect(await page.evaluate('document.activeElement.tagName')).toBe('SECTION');
    await page.waitForURL(/job=/);
    const url = new URL(page.url());
    await page.goto(`${shop.host.url}/console/orders?status=cancelled&job=${url.searchParams.get('job')}`);
    await job.getByRole('link', { name, exact: true }).waitFor();
    await close();
  });
});
