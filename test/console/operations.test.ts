import { beforeAll, expect, test } from 'vitest';
import { createSqsClient } from '../../shared/adapters/queues/client.ts';
import { createQueues } from '../../shared/adapters/queues/queues.ts';
import { request } from '../support/api/client.ts';
import { patience } from '../support/time/patience.ts';
import { until } from '../support/time/until.ts';
import { inBrowser } from './support/in-browser.ts';

const bogota = { lat: 4.6533, lng: -74.0836 };

interface Stored {
  status: string;
  logistics: { status: string };
  payment: { status: string };
  deliveries: { id: string; status: string; trackingLink: string }[];
}

await inBrowser('running the day', ({ shop, visit }) => {
  let confirmed = '';
  beforeAll(async () => {
    confirmed = await shop.order({ phone: '+573001234567', name: 'Ana Gómez' });
    await shop.called(confirmed);
    const { endpoints, environment } = shop.host;
    const urls = {
      parked: environment.PARKED_QUEUE_URL ?? '',
      later: environment.DEAD_LETTERS_QUEUE_URL ?? '',
    };
    const queues = createQueues(createSqsClient({ endpoint: endpoints.sqs }), urls);
    for (const queue of ['parked', 'later'] as const) await queues.send(queue, [{ body: {} }]);
  }, patience(180_000));

  const stored = async (id: string) => (await shop.ask(`GET /platform/v1/orders/${id}`)).body as Stored;
  const storedWhen = (id: string, what: string, holds: (order: Stored) => boolean) =>
    until(what, async () => {
      const order = await stored(id);
      return holds(order) ? order : undefined;
    });

  /** Tells where an order goes, as a shop does that knows it. */
  const locate = async (id: string, location: { lat: number; lng: number }) => {
    const { status } = await request(shop.host.url, `PUT /v1/orders/${id}`, {
      headers: { 'x-tenant-api-key': shop.testKey },
      body: { updates: { delivery_details: { location } } },
    });
    expect(status).toBe(200);
  };

  test('books a delivery, cancels it, books another and moves that to the door step by step', async () => {
    const { page, faults, inspect, close } = await visit({
      as: 'operator',
      path: `orders/${confirmed}`,
    });
    await locate(confirmed, bogota);
    await page.getByRole('button', { name: 'Book delivery' }).click();
    await storedWhen(confirmed, 'it is booked', ({ logistics }) => logistics.status === 'processing');
    await page.getByRole('button', { name: 'Cancel delivery' }).click();
    const dialog = page.getByRole('dialog', { name: /^Cancel delivery · #/ });
    expect(await inspect()).toEqual([]);
    await dialog.getByRole('textbox', { name: 'Reason' }).fill('The customer is away');
    await dialog.getByRole('button', { name: 'Cancel delivery' }).click();
    await dialog.waitFor({ state: 'detached' });
    await storedWhen(confirmed, 'it is cancelled', ({ deliveries }) => deliveries[0]?.status === 'CANCELLED');
    await page.getByRole('button', { name: 'Book delivery' }).click();
    const { deliveries } = await storedWhen(
      confirmed,
      'it is booked again',
      (each) => each.deliveries.length === 2,
    );
    expect(await inspect()).toEqual([]);

    await page.goto(`${shop.host.url}/console/deliveries`);
    const table = page.getByRole('table', { name: 'Deliveries' });
    await table.getByText('Cancelled').waitFor();
    await page.getByRole('combobox', { name: 'Status' }).selectOption('New');
    await table.getByText('Cancelled').waitFor({ state: 'detached' });
    const { id = '' } = deliveries.find(({ status }) => status !== 'CANCELLED') ?? {};
    await table.getByRole('link', { name: id }).click();
    const phone = await page.context().newPage();
    await phone.setViewportSize({ width: 320, height: 640 });
    await phone.goto(deliveries.find((each) => each.id === id)?.trackingLink ?? '');
    const stations = phone.getByRole('list').first();
    expect(await stations.evaluate((list) => list.scrollWidth <= list.clientWidth)).toBe(true);
    await phone.close();
    const card = page.getByRole('region', { name: id });
    const next = card.getByRole('button', { name: 'Next step' });
    for (const status of ['STARTED', 'PICKUPREACHED', 'PICKUPCOMPLETED', 'DROPREACHED', 'DROPCOMPLETED']) {
      await next.click();
      await storedWhen(confirmed, `it is ${status}`, (each) =>
        each.deliveries.some((one) => one.id === id && one.status === status),
      );
      // The button names the step that it takes: it has to be the next one.
      await until(
        'the page shows it',
        async () => (await next.getAttribute('aria-busy')) === null || undefined,
      );
    }
    await card.getByText('Delivered').first().waitFor();
    await card.getByRole('button', { name: 'Next step', disabled: true }).waitFor();
    expect(await stored(confirmed)).toMatchObject({
      status: 'delivered',
      logistics: { status: 'delivered' },
      payment: { status: 'paid' },
    });
    expect(await inspect()).toEqual([]);
    expect(faults).toEqual([]);
    await close();
  });

  test('shows why a booking failed, and books it when that is fixed', async () => {
    await request(shop.host.url, `PATCH /platform/v1/tenants/${shop.tenantId}`, {
      key: shop.host.adminKey,
      body: { autoDispatch: true },
    });
    const id = await shop.order({ phone: '+573001240002', name: 'Luz', city: 'Barranquilla' });
    await locate(id, { lat: 10.9878, lng: -74.7889 });
    const { page, inspect, close } = await visit({ path: `orders/${id}` });
    await page.getByRole('button', { name: 'Confirm', exact: true }).click();
    await storedWhen(id, 'it is confirmed', ({ status }) => status === 'confirmed');
    await page.goto(`${shop.host.url}/console/deliveries`);
    await page.getByRole('link', { name: 'Could not be booked' }).click();
    const row = page.getByRole('row', { name: /Luz/ });
    await row.getByText(/serviceable/).waitFor();
    expect(await inspect()).toEqual([]);
    await row.getByRole('button', { name: /^Try again/ }).click();
    await page.getByRole('alert').waitFor();
    await locate(id, bogota);
    await row.getByRole('button', { name: /^Try again/ }).click();
    await storedWhen(id, 'it is booked', ({ logistics }) => logistics.status === 'processing');
    await row.waitFor({ state: 'detached' });
    await close();
  });

  test('finds what was said, marks it, and shows calls that wait with the reason', async () => {
    const waits = await shop.order({ phone: '+573001230002', name: 'Nadia' });
    const { page, inspect, close } = await visit({ path: 'calls' });
    const table = page.getByRole('table', { name: 'Calls' });
    await table.getByText('Ana Gómez').waitFor();
    await page.getByRole('searchbox', { name: 'Search transcripts' }).fill('gel');
    await page.waitForURL('**/calls?q=gel');
    await table.getByText('Ana Gómez').waitFor();
    expect(await inspect()).toEqual([]);
    await table
      .getByRole('row', { name: /Ana Gómez/ })
      .first()
      .getByRole('button')
      .click();
    const dialog = page.getByRole('dialog', { name: /^Order #/ });
    await dialog.locator('mark').first().waitFor();
    expect((await dialog.locator('mark').first().innerText()).toLowerCase()).toBe('gel');
    expect(await inspect()).toEqual([]);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await page.getByRole('searchbox', { name: 'Search transcripts' }).fill('nobody said so');
    await page.locator('.blank').getByText('Nothing matches').waitFor();
    expect(await inspect()).toEqual([]);
    await page.getByRole('button', { name: 'Clear filters' }).click();
    await page.getByRole('link', { name: 'Waiting' }).click();
    await table
      .getByRole('row', { name: /Nadia/ })
      .getByText(/waits for the next attempt/)
      .waitFor();
    expect((await stored(waits)).status).toBe('pending');
    await close();
  });

  test('adds test money, and exports the statement with its running balance', async () => {
    const { page, inspect, close } = await visit({ path: 'money' });
    await page.getByRole('button', { name: 'Add test money' }).click();
    expect(await inspect()).toEqual([]);
    const adds = page.getByRole('dialog');
    expect(await adds.getByLabel('Amount').inputValue()).toMatch(/^COP.100,000$/);
    await adds.getByLabel('Amount').fill('some');
    await adds.getByRole('button', { name: 'Add' }).click();
    await adds.getByText('Enter an amount of money').waitFor();
    await adds.locator('[name=amount][aria-invalid]:focus').waitFor();
    expect(await inspect()).toEqual([]);
    // As people in Bogotá write it.
    await adds.getByLabel('Amount').fill('$ 250.000');
    await adds.getByRole('button', { name: 'Add' }).click();
    const statement = page.getByRole('table', { name: 'Statement' });
    await statement.getByRole('cell', { name: 'COP 250,000' }).first().waitFor();
    const cash = page.getByRole('table', { name: 'Cash' });
    await cash
      .getByRole('row', { name: /^Collected/ })
      .getByText('COP 89,900')
      .first()
      .waitFor();
    expect(await inspect()).toEqual([]);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Export' }).click(),
    ]);
    const text = (await (await download.createReadStream()).toArray()).join('');
    expect(text).toMatch(/^\ufeffid,at,kind,delivery_id,amount,balance,at_local\r\n/);
    expect(text).toContain(',250000,250000');
    await close();
  });

  test('keeps saved views in addition to the built-in ones', async () => {
    const { page, inspect, close } = await visit({
      path: 'orders?city=Barranquilla&status=confirmed',
    });
    await page.getByRole('button', { name: 'Save view' }).click();
    expect(await inspect()).toEqual([]);
    await page.getByRole('textbox', { name: 'Name' }).fill('The coast');
    await page.keyboard.press('Enter');
    const views = page.getByRole('navigation', { name: 'Views' });
    await views.getByRole('link', { name: 'All' }).click();
    await page.reload();
    await views.getByRole('link', { name: 'The coast' }).click();
    await page.waitForURL((url) => url.searchParams.get('city') === 'Barranquilla');
    expect(await views.getByRole('link', { name: 'The coast' }).getAttribute('aria-current')).toBe('true');
    expect(await inspect()).toEqual([]);
    await page.getByRole('button', { name: 'Remove view: The coast' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Remove view' }).click();
    await views.getByRole('link', { name: 'The coast' }).waitFor({ state: 'detached' });
    await close();
  });

  test('makes an order for a simulated customer from the menu', async () => {
    const { page, inspect, close } = await visit({ as: 'operator', path: 'calls' });
    await page.getByRole('button', { name: 'Simulate' }).click();
    expect(await inspect()).toEqual([]);
    await page.getByRole('button', { name: /cancels/i }).click();
    await page.getByRole('heading', { level: 1, name: /^Order #/ }).waitFor();
    expect(await page.evaluate('document.activeElement.tagName')).toBe('H1');
    const id = new URL(page.url()).pathname.split('/').at(-1) ?? '';
    await storedWhen(id, 'its customer cancelled', ({ status }) => status === 'cancelled');
    await close();
  });

  test('leads from each number of the day to its list, and shows owners parked work', async () => {
    const { page, inspect, close } = await visit({ path: 'today' });
    const needs = page.getByRole('region', { name: 'Needs somebody' });
    await needs.getByText('Parked work').waitFor();
    await page.getByRole('img', { name: 'Orders by hour' }).waitFor();
    await page.getByText('Confirmation rate').waitFor();
    expect(await inspect()).toEqual([]);
    await page.getByRole('link', { name: /Delivered$/ }).click();
    await page.getByRole('row', { name: /Ana Gómez/ }).waitFor();
    expect(new URL(page.url()).searchParams.get('stage')).toBe('delivered');
    await close();
    const other = await visit({ as: 'operator', path: 'today' });
    await other.page.getByRole('region', { name: 'Cash' }).getByText('Collected').waitFor();
    expect(await other.page.getByText('Parked work').count()).toBe(0);
    await other.close();
  });
});
