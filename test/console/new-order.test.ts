import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { request } from '../support/api/client.ts';
import { until } from '../support/time/until.ts';
import { inBrowser } from './support/in-browser.ts';

await inBrowser('an order taken by hand', ({ shop, visit }) => {
  interface Stored {
    id: string;
    source: string;
    externalId: string | null;
    customer: { name: string; phone: string; email: string | null };
    address: { address1: string; city: string | null } | null;
    items: { name: string; quantity: number; price: number }[];
    total: number;
    payment: { method: string; status: string };
    notes: string | null;
    rounds: object[];
  }
  const orders = async (query = '') =>
    ((await shop.ask(`GET /platform/v1/orders?limit=100${query}`)).body as { orders: Stored[] }).orders;
  const field = (page: Page, name: string) => page.getByRole('textbox', { name, exact: true });
  const product = (page: Page, number: number) => page.getByRole('group', { name: `Product ${number}` });
  const create = (page: Page) => page.getByRole('button', { name: 'Create order' });
  /** The page of the order that was made. */
  async function made(page: Page): Promise<Stored> {
    await page.getByRole('heading', { level: 1, name: /^Order #\d+$/ }).waitFor();
    const [, id] = /orders\/(ord_\w+)/.exec(page.url()) ?? [];
    return (await shop.ask(`GET /platform/v1/orders/${id}`)).body as Stored;
  }
  async function fill(page: Page, name: string, phone = '300 123 4567'): Promise<void> {
    await field(page, 'Name').fill(name);
    await field(page, 'Phone').fill(phone);
    await product(page, 1).getByRole('textbox', { name: 'Item' }).fill('Gel');
    await product(page, 1).getByRole('textbox', { name: 'Price' }).fill('85.600');
  }

  test('is made with the keyboard alone, and its customer is called', async () => {
    const { page, focused, faults, inspect, close } = await visit({ as: 'operator', path: 'orders' });
    await page.getByRole('link', { name: 'New order' }).first().focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'New order' }).waitFor();
    const type = async (...texts: string[]) => {
      for (const text of texts) {
        await page.keyboard.press('Tab');
        await page.keyboard.type(text);
      }
    };
    await page.getByRole('link', { name: 'All orders' }).and(page.locator(':not(:focus)')).waitFor();
    expect(await focused()).toBe('New order');
    await type('Ana Gómez', '300 123 4567', 'ana@example.com');
    // The number as it will be called, once its field was left.
    await page.getByText('It is called as +57 300 123 4567').waitFor();
    await type('Gel', '', '32.000');
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.type('2');
    // Enter goes on to the next product, and sends nothing.
    await page.keyboard.press('Enter');
    await product(page, 2).getByRole('textbox', { name: 'Item' }).and(page.locator(':focus')).waitFor();
    await page.keyboard.type('Crema');
    await type('', '25900,5');
    await page.getByText('The products come to COP 89,900.50').waitFor();
    await page.keyboard.press('Enter');
    await product(page, 3).getByRole('textbox', { name: 'Item' }).and(page.locator(':focus')).waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    expect(await focused()).toBe('Remove product 3');
    await page.keyboard.press('Enter');
    await product(page, 3).waitFor({ state: 'detached' });
    await product(page, 2).getByRole('textbox', { name: 'Item' }).and(page.locator(':focus')).waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    // To the button that adds one, and over it.
    await page.keyboard.press('Tab');
    await type('Carrera 7 # 71-21', 'Apto 301', 'Bogotá', 'Cundinamarca', '110231', '4.6486, -74.0628');
    await type('98.900');
    await page.keyboard.press('Tab');
    await type('WA-118', 'Shipping is 9,000');
    expect(await inspect()).toEqual([]);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    expect(await focused()).toBe('Create order');
    await page.keyboard.press('Enter');
    const order = await made(page);
    const { body: whole } = await request(shop.host.url, `GET /v1/orders/${order.id}`, {
      headers: { 'x-tenant-api-key': shop.testKey },
    });
    expect(whole).toMatchObject({ delivery_details: { location: { lat: 4.6486, lng: -74.0628 } } });
    expect(order).toMatchObject({
      ...{ source: 'console', externalId: 'WA-118', total: 98_900, notes: 'Shipping is 9,000' },
      customer: { name: 'Ana Gómez', phone: '+573001234567', email: 'ana@example.com' },
      address: { address1: 'Carrera 7 # 71-21', address2: 'Apto 301', city: 'Bogotá', zip: '110231' },
      items: [
        { name: 'Gel', quantity: 2, price: 32_000 },
        { name: 'Crema', quantity: 1, price: 25_900.5 },
      ],
      payment: { method: 'cod', status: 'unpaid' },
      rounds: [expect.anything()],
    });
    await page.getByText(/^Order #\d+ was created$/).waitFor();
    expect(faults).toEqual([]);
    // It is no draft any more.
    await page.goBack();
    await page.getByRole('link', { name: 'New order' }).first().click();
    await field(page, 'Name').waitFor();
    expect(await field(page, 'Name').inputValue()).toBe('');
    await close();
  });

  test('says what is wrong at its field, in the reader’s language, and stores nothing', async () => {
    const before = (await orders()).length;
    const { page, inspect, close } = await visit({ as: 'operator', path: 'orders/new' });
    await field(page, 'Name').waitFor();
    await create(page).click();
    for (const name of ['Name', 'Phone'])
      await page.getByRole('textbox', { name, exact: true, description: /^Fill this in/ }).waitFor();
    await field(page, 'Name').and(page.locator(':focus')).waitFor();
    await product(page, 1).getByText('Enter an amount of money').waitFor();
    await page
      .getByRole('alert')
      .getByText('Name: Fill this in. Phone: Fill this in. Item: Fill this in')
      .waitFor();
    await fill(page, 'Ana', '12');
    await field(page, 'E-mail (optional)').fill('ana');
    await product(page, 1).getByRole('textbox', { name: 'Quantity' }).fill('none');
    await create(page).click();
    await page.getByRole('textbox', { name: 'E-mail (optional)', description: /^Enter an e-mail/ }).waitFor();
    await product(page, 1).getByText('At least 1').waitFor();
    await product(page, 1).getByRole('textbox', { name: 'Quantity' }).fill('5000000');
    await product(page, 1).getByRole('textbox', { name: 'Price' }).fill('99.999.999.999.999');
    await create(page).click();
    await product(page, 1).getByText('At most 1,000,000', { exact: true }).waitFor();
    await product(page, 1).getByText('Less than 1,000,000,000,000', { exact: true }).waitFor();
    // It is about this product, and no other one that takes its place.
    await page.getByRole('button', { name: 'Add product' }).click();
    await page.getByRole('button', { name: 'Remove product 1' }).click();
    await product(page, 2).waitFor({ state: 'detached' });
    expect(await product(page, 1).locator('.wrong').count()).toBe(0);
    expect(await inspect()).toEqual([]);
    expect((await orders()).length).toBe(before);
    await page.getByRole('button', { name: 'Discard: New order' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Discard' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await page.locator('.wrong').count()).toBe(0);
    await close();
  });

  test('with a number that another one has says so there, and leads to it', async () => {
    const { page, close } = await visit({ as: 'operator', path: 'orders/new' });
    await fill(page, 'Eva');
    await field(page, 'Order number of your own').fill('WA-7');
    await create(page).click();
    const first = await made(page);
    await page.goto(`${shop.host.url}/console/orders/new`);
    await fill(page, 'Eva');
    await field(page, 'Order number of your own').fill('WA-7');
    await create(page).click();
    const wrong = { name: 'Order number of your own', description: /^Another order has that number already/ };
    await page.getByRole('textbox', wrong).and(page.locator(':focus')).waitFor();
    page.on('dialog', (dialog) => void dialog.accept());
    await page.getByText('It belongs to').getByRole('link').click();
    await page.waitForURL(`**/orders/${first.id}`);
    await close();
  });

  test('is one order where the answer was lost, or the button was pressed twice', async () => {
    const { page, close } = await visit({ as: 'operator', path: 'orders/new' });
    await fill(page, 'Lost Answer');
    let lost = 0;
    await page.route('**/platform/v1/orders', async (route) => {
      if (route.request().method() !== 'POST' || lost++ > 0) return route.continue();
      await route.fetch();
      return route.abort();
    });
    await create(page).dblclick();
    await page.getByText('There is no connection').first().waitFor();
    // The form may be left, and is still the same request.
    await page.getByRole('link', { name: 'All orders' }).click();
    await page.getByRole('table', { name: 'Orders' }).getByText('Lost Answer').waitFor();
    await page.getByRole('link', { name: 'New order' }).first().click();
    await page.getByText('This is what you typed before').waitFor();
    await create(page).click();
    await made(page);
    expect((await orders('&q=Lost')).length).toBe(1);
    await close();
  });

  test('is kept while other pages are shown, and asked about before the page as a whole is left', async () => {
    const { page, close } = await visit({ as: 'operator', path: 'orders/new' });
    await fill(page, 'Kept Draft');
    await page.getByRole('navigation').getByRole('link', { name: 'Today' }).click();
    await page.getByRole('heading', { level: 1, name: 'Today' }).waitFor();
    await page.goBack();
    await page.getByText('This is what you typed before').waitFor();
    expect(await field(page, 'Name').inputValue()).toBe('Kept Draft');
    const asked: string[] = [];
    page.on('dialog', (dialog) => {
      asked.push(dialog.type());
      void dialog.dismiss();
    });
    await page.evaluate('location.reload()').catch(() => undefined);
    await until('the browser asks', () => asked[0]);
    expect(asked).toEqual(['beforeunload']);
    expect(await field(page, 'Name').inputValue()).toBe('Kept Draft');
    await page.getByRole('button', { name: 'Discard: New order' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Discard' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await field(page, 'Name').inputValue()).toBe('');
    await close();
  });

  test('takes what is chosen before anything is typed', async () => {
    const { page, close } = await visit({ as: 'operator', path: 'orders/new' });
    await page.getByRole('combobox', { name: 'Method' }).selectOption('Paid already');
    await page.getByRole('checkbox', { name: 'Call the customer to confirm' }).uncheck();
    await product(page, 1).getByRole('textbox', { name: 'Quantity' }).fill('1.000');
    await page.getByRole('button', { name: 'Add product' }).click();
    await product(page, 2).getByRole('textbox', { name: 'Item' }).and(page.locator(':focus')).waitFor();
    // Nothing was typed that would be missed.
    await page.getByRole('button', { name: 'Discard: New order' }).waitFor({ state: 'detached' });
    // A phone may be the link to a chat with its customer.
    const link = 'https://api.whatsapp.com/send/?phone=573009990002&text&type=phone_number';
    await fill(page, 'Choices First', link);
    await create(page).click();
    expect(await made(page)).toMatchObject({
      items: [{ name: 'Gel', quantity: 1000, price: 85_600 }],
      ...{ payment: { method: 'prepaid', status: 'paid' }, rounds: [] },
    });
    await close();
  });

  test('of a customer who may not be called says so, and is made without a call', async () => {
    await shop.ask('POST /platform/v1/opt-outs', { phone: '+573009990000' });
    const { page, inspect, close } = await visit({ as: 'operator', path: 'orders/new' });
    // The code of its country is set apart, whichever it is.
    await fill(page, 'No Calls', '+965 5000 1234');
    await page.getByText('It is called as +965 50 001 234').waitFor();
    await fill(page, 'No Calls', '300 999 0000');
    await page.getByText('No call can be made: The customer does not want to be called').waitFor();
    const choice = page.getByRole('checkbox', { name: 'Call the customer to confirm' });
    expect([await choice.isDisabled(), await choice.isChecked()]).toEqual([true, false]);
    // It is about this number: of another one nothing is known before the answer.
    const { promise: answered, resolve: answer } = Promise.withResolvers<void>();
    await page.route('**/call-time?*', (route) => answered.then(() => route.continue()));
    await field(page, 'Phone').fill('300 999 0001');
    await page.keyboard.press('Tab');
    await page.getByText('Without a country code it is a number of Colombia').waitFor();
    expect([await choice.isDisabled(), await choice.isChecked()]).toEqual([false, true]);
    answer();
    await page.getByText('It is called as +57 300 999 0001').waitFor();
    await field(page, 'Phone').fill('300 999 0000');
    await page.keyboard.press('Tab');
    await page.getByText('No call can be made').waitFor();
    await page.getByRole('combobox', { name: 'Method' }).selectOption('Paid already');
    expect(await inspect()).toEqual([]);
    await create(page).click();
    expect(await made(page)).toMatchObject({
      rounds: [],
      payment: { method: 'prepaid', status: 'paid', collected: 85_600 },
    });
    await close();
  });

  test('tells in live mode when its customer is called', async () => {
    const { page, close } = await visit({ as: 'operator', path: 'orders/new', mode: 'live' });
    await fill(page, 'Live');
    await page.getByText(/^(At once, or when|Your calling hours allow it from)/).waitFor();
    await page.getByRole('checkbox', { name: 'Call the customer to confirm' }).uncheck();
    await create(page).click();
    await page.getByRole('heading', { level: 1, name: /^Order #\d+$/ }).waitFor();
    await page.getByText('Nobody was called about this order.').waitFor();
    await close();
  });

  test('is not for viewers, and fits the smallest screen', async () => {
    const browser = { viewport: { width: 320, height: 640 }, colorScheme: 'dark' } as const;
    const viewer = await visit({ as: 'viewer', path: 'orders', browser });
    const button = viewer.page.getByRole('button', { name: 'New order' });
    expect(await button.first().getAttribute('aria-disabled')).toBe('true');
    await viewer.close();
    const { page, fits, inspect, close } = await visit({ as: 'operator', path: 'orders/new', browser });
    await fill(page, 'x'.repeat(200));
    await create(page).hover();
    expect([await fits(), await inspect()]).toEqual([true, []]);
    await close();
  });
});
