import { expect, test } from 'vitest';
import { request } from '../support/api/client.ts';
import { until } from '../support/time/until.ts';
import { inBrowser } from './support/in-browser.ts';

await inBrowser('the page of an order', ({ shop, visit }) => {
  interface Stored {
    status: string;
    payment: { status: string; due: number; collected: number };
    address: { address1: string; city: string };
    addressFinal: string | null;
    logistics: { status: string };
    rounds: { number: number; outcome: string | null }[];
    timeline: { events: { event: string; title: string; description: string }[] };
  }
  const stored = async (id: string) => (await shop.ask(`GET /platform/v1/orders/${id}`)).body as Stored;
  const storedWhen = (id: string, what: string, holds: (order: Stored) => boolean) =>
    until(what, async () => {
      const order = await stored(id);
      return holds(order) ? order : undefined;
    });
  /** An order that its customer reported a problem with. */
  const reviewed = async () => {
    const id = await shop.order({ phone: '+573001230003' });
    await shop.called(id);
    return id;
  };

  test('shows everything, and has the nine actions, unavailable ones with the reason', async () => {
    const id = await reviewed();
    const { page, faults, inspect, close } = await visit({ path: `orders/${id}` });
    await page.getByRole('heading', { level: 1, name: /^Order #\d+$/ }).waitFor();
    for (const name of ['Customer', 'Items', 'Calls', 'Deliveries', 'Webhooks', 'Timeline'])
      await page.getByRole('heading', { level: 2, name, exact: true }).waitFor();
    const buttons = page.getByRole('group', { name: 'Actions' }).getByRole('button');
    expect(await buttons.allInnerTexts()).toEqual([
      ...['Confirm', 'Cancel order', 'Reopen order', 'Call again', 'Correct address'],
      ...['Book delivery', 'Cancel delivery', 'Add note', 'Mark as paid'],
    ]);
    const book = page.getByRole('button', { name: 'Book delivery' });
    expect(await book.getAttribute('aria-disabled')).toBe('true');
    const reason = await book.getAttribute('aria-describedby');
    expect(await page.locator(`[id="${reason}"]`).innerText()).toBe('The order is not confirmed');
    // As somebody who clicks all the same.
    await book.click({ force: true });
    expect((await stored(id)).logistics.status).toBe('none');
    await page.getByText('Corrected on the call').waitFor();
    await page.getByText('Transcript').click();
    expect(await inspect()).toEqual([]);
    expect(faults).toEqual([]);
    await page.getByRole('link', { name: 'Their orders' }).click();
    await page.waitForURL('**/orders?q=%2B573001230003');
    await page.getByRole('row', { name: /Ana Gómez/ }).waitFor();
    await close();
  });

  test('shows when a call will be made on the tenant’s clock', async () => {
    const id = await shop.order({ phone: '+573001230004' });
    await shop.called(id);
    const { timeline } = await stored(id);
    expect(JSON.stringify(timeline)).toMatch(/To be made after \d{4}-\d\d-\d\dT/);
    const { page, close } = await visit({ path: `orders/${id}` });
    await page.getByText(/^To be made after \w{3} \d+, \d+:\d\d [AP]M$/).waitFor();
    await close();
  });

  test.each([
    ['CO', 'Bogotá'],
    ['Colombia', 'Bogotá'],
    ['ec', 'Bogotá, Ecuador'],
    ['República del Ecuador', 'Bogotá, República del Ecuador'],
  ])('shows the city of an address in %j as %j', async (country, shown) => {
    const { body } = await shop.ask('POST /api/v1/calls/trigger', {
      source: 'mitienda.myshopify.com',
      callType: 'confirmation',
      customer: { name: 'Ana Gómez', phone: '+573001230008' },
      address: { address1: 'Calle 45 #23-12', city: 'Bogotá', country },
      order: { externalId: crypto.randomUUID(), products: 'Gel x1', totalPrice: 50_000, currency: 'COP' },
    });
    const { page, close } = await visit({ path: `orders/${(body as { orderId: string }).orderId}` });
    await page.getByRole('region', { name: 'Customer' }).getByText(shown, { exact: true }).waitFor();
    await close();
  });

  test('marks an address as corrected only when it differs from both of its lines', async () => {
    const { body } = await shop.ask('POST /api/v1/calls/trigger', {
      source: 'mitienda.myshopify.com',
      callType: 'confirmation',
      customer: { name: 'Ana Gómez', phone: '+573001230008' },
      address: { address1: 'Calle 45 #23-12', address2: 'Apto 301', city: 'Bogotá' },
      order: { externalId: crypto.randomUUID(), products: 'Gel x1', totalPrice: 50_000, currency: 'COP' },
    });
    const id = String((body as { orderId: string }).orderId);
    await shop.called(id);
    expect((await stored(id)).addressFinal).toBe('Calle 45 #23-12, Apto 301');
    const { page, close } = await visit({ path: `orders/${id}` });
    const customer = page.getByRole('region', { name: 'Customer' });
    await customer.getByText('Calle 45 #23-12', { exact: true }).waitFor();
    await customer.getByText('Apto 301', { exact: true }).waitFor();
    expect(await customer.getByText('Corrected on the call').count()).toBe(0);
    await close();
  });

  test('confirms an order, ends its running round, and shows it', async () => {
    const id = await shop.order({ phone: '+573001230002' });
    const { page, close } = await visit({ as: 'operator', path: `orders/${id}` });
    await page.getByRole('button', { name: 'Confirm', exact: true }).click();
    await page.getByText('Confirm: done').waitFor();
    const order = await storedWhen(id, 'the order is confirmed', ({ status }) => status === 'confirmed');
    expect(order.rounds.every(({ outcome }) => outcome !== null)).toBe(true);
    await close();
  });

  test('cancels an order after asking for the reason', async () => {
    const id = await reviewed();
    const { page, inspect, close } = await visit({ as: 'operator', path: `orders/${id}` });
    await page.getByRole('button', { name: 'Cancel order' }).click();
    const dialog = page.getByRole('dialog', { name: /^Cancel order · #/ });
    expect(await inspect()).toEqual([]);
    await dialog.getByRole('textbox', { name: 'Reason' }).fill('Bought it elsewhere');
    await dialog.getByRole('button', { name: 'Cancel order' }).click();
    await dialog.waitFor({ state: 'detached' });
    const order = await storedWhen(id, 'it is cancelled', ({ status }) => status === 'cancelled');
    expect(JSON.stringify(order.timeline)).toContain('Bought it elsewhere');
    await close();
  });

  test('reopens an order that was cancelled by mistake', async () => {
    const id = await reviewed();
    await shop.ask(`POST /platform/v1/orders/${id}/actions`, { action: 'cancel' });
    const { page, inspect, close } = await visit({ as: 'operator', path: `orders/${id}` });
    await page.getByRole('button', { name: 'Reopen order' }).click();
    const dialog = page.getByRole('dialog', { name: /^Reopen order · #/ });
    expect(await inspect()).toEqual([]);
    await dialog.getByRole('textbox', { name: 'Reason (optional)' }).fill('The customer wrote again');
    await dialog.getByRole('button', { name: 'Reopen order' }).click();
    await dialog.waitFor({ state: 'detached' });
    const order = await storedWhen(id, 'it is pending', ({ status }) => status === 'pending');
    expect(JSON.stringify(order.timeline)).toContain('The customer wrote again');
    await page
      .getByRole('button', { name: 'Call again' })
      .and(page.locator(':not([aria-disabled])'))
      .waitFor();
    await close();
  });

  test('calls again, corrects the address, notes and takes the money', async () => {
    const id = await reviewed();
    const { page, close } = await visit({ as: 'operator', path: `orders/${id}` });
    await page.getByRole('button', { name: 'Correct address' }).click();
    const street = page.getByRole('textbox', { name: 'Street and number' });
    // What was said on the call is there already.
    expect(await street.inputValue()).toBe((await stored(id)).addressFinal);
    await street.fill('Calle 100 # 8A-55');
    const location = page.getByRole('textbox', { name: 'Location (optional)' });
    await location.fill('somewhere');
    await page.getByRole('dialog').getByRole('button', { name: 'Correct address' }).click();
    await page
      .getByRole('textbox', { name: 'Location (optional)', description: /^Enter latitude and longitude/ })
      .waitFor();
    await location.fill('https://maps.google.com/maps?q=4.6486%2C-74.0628');
    await page.getByRole('dialog').getByRole('button', { name: 'Correct address' }).click();
    await storedWhen(
      id,
      'the address is corrected',
      ({ address }) => address.address1 === 'Calle 100 # 8A-55',
    );
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    const { body: whole } = await request(shop.host.url, `GET /v1/orders/${id}`, {
      headers: { 'x-tenant-api-key': shop.testKey },
    });
    expect(whole).toMatchObject({ delivery_details: { location: { lat: 4.6486, lng: -74.0628 } } });

    await page.getByRole('button', { name: 'Add note' }).click();
    await page.getByRole('textbox', { name: 'Note' }).fill('<img src=x onerror=alert(1)> call after five');
    await page.getByRole('dialog').getByRole('button', { name: 'Add note' }).click();
    // Text and nothing else.
    await page.getByText('<img src=x onerror=alert(1)> call after five').waitFor();

    await page.getByRole('button', { name: 'Mark as paid' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Mark as paid' }).click();
    const paid = await storedWhen(id, 'it is paid', ({ payment }) => payment.status === 'paid');
    expect(paid.payment).toMatchObject({ due: 0, collected: 89_900 });

    await page.getByRole('button', { name: 'Call again' }).click();
    await storedWhen(id, 'a second round runs', ({ rounds }) => rounds.some(({ number }) => number === 2));
    await close();
  });

  test('counts what was done here as seen, before the page has asked again', async () => {
    const id = await reviewed();
    const { page, close } = await visit({ as: 'operator', path: `orders/${id}` });
    await page.getByRole('button', { name: 'Correct address' }).click();
    let release = () => {};
    const released = new Promise<void>((resume) => {
      release = resume;
    });
    await page.route(`**/platform/v1/orders/${id}`, async (route) => {
      await released;
      await route.continue();
    });
    await page.getByRole('textbox', { name: 'Street and number' }).fill('Calle 100 # 8A-55');
    await page.getByRole('dialog').getByRole('button', { name: 'Correct address' }).click();
    const customer = page.getByRole('region', { name: 'Customer' });
    await customer.getByText('Calle 100 # 8A-55', { exact: true }).waitFor();

    await page.getByRole('button', { name: 'Add note' }).click();
    await page.getByRole('textbox', { name: 'Note' }).fill('Call after five');
    await page.getByRole('dialog').getByRole('button', { name: 'Add note' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(JSON.stringify((await stored(id)).timeline)).toContain('Call after five');
    release();
    await page.getByRole('region', { name: 'Timeline' }).getByText('Call after five').waitFor();
    await close();
  });

  test('shows the second of two people what changed, and overwrites nothing', async () => {
    const id = await reviewed();
    const first = await visit({ as: 'operator', path: `orders/${id}` });
    const second = await visit({ as: 'owner', path: `orders/${id}` });
    await second.page.getByRole('button', { name: 'Cancel order' }).click();
    await second.page.getByRole('textbox', { name: 'Reason' }).fill('A mistake');
    await first.page.getByRole('button', { name: 'Confirm', exact: true }).click();
    await storedWhen(id, 'the first has confirmed it', ({ status }) => status === 'confirmed');
    // The page behind the dialog hears of it by itself; the dialog is still about what its reader saw.
    await second.page.getByText('Order confirmed by merchant').first().waitFor();
    await second.page.getByRole('dialog').getByRole('button', { name: 'Cancel order' }).click();
    const conflict = second.page.getByRole('dialog', { name: 'Somebody was faster' });
    await conflict.getByText('Order Confirmed', { exact: true }).waitFor();
    expect(await second.inspect()).toEqual([]);
    expect((await stored(id)).status).toBe('confirmed');
    await conflict.getByRole('button', { name: 'Show the order as it is now' }).click();
    await second.page.getByText('Order confirmed by merchant').first().waitFor();
    expect((await stored(id)).status).toBe('confirmed');
    await Promise.all([first.close(), second.close()]);
  });

  test('keeps each line of the timeline shown, also those that newer ones push off its first page', async () => {
    const id = await reviewed();
    const note = (text: string) =>
      shop.ask(`POST /platform/v1/orders/${id}/actions`, { action: 'add-note', note: text });
    for (let n = 1; n <= 110; n++) await note(`Note ${n}.`);
    const { page, close } = await visit({ path: `orders/${id}` });
    const timeline = page.getByRole('region', { name: 'Timeline' });
    await timeline.getByText('Note 110.').waitFor();
    expect(await timeline.getByText('Note 11.', { exact: true }).count()).toBe(0);
    await timeline.getByRole('button', { name: 'Show older' }).click();
    await timeline.getByText('Note 11.', { exact: true }).waitFor();
    for (let n = 111; n <= 115; n++) await note(`Note ${n}.`);
    await timeline.getByText('Note 115.').waitFor();
    const notes = (await timeline.getByText(/^Note \d+\.$/).allInnerTexts()).map((text) =>
      Number.parseInt(text.slice(5), 10),
    );
    expect(notes).toEqual(Array.from({ length: 105 }, (_, at) => 115 - at));
    await close();
  });

  test('lets viewers only read', async () => {
    const id = await reviewed();
    const { page, close } = await visit({ as: 'viewer', path: `orders/${id}` });
    const buttons = page.getByRole('group', { name: 'Actions' }).getByRole('button');
    await buttons.first().waitFor();
    for (const button of await buttons.all()) expect(await button.getAttribute('aria-disabled')).toBe('true');
    await close();
  });
});
