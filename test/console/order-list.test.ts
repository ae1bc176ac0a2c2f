import { beforeAll, expect, test } from 'vitest';
import { patience } from '../support/time/patience.ts';
import { until } from '../support/time/until.ts';
import { inBrowser } from './support/in-browser.ts';

await inBrowser('the list of orders', ({ shop, visit }) => {
  const ids: string[] = [];
  beforeAll(async () => {
    for (const [name, digits] of [
      ['Ana', '4567'],
      ['Bea', '0001'],
      ['Carla', '0003'],
      ['Dora', '4568'],
    ] as const)
      ids.push(await shop.order({ name, phone: `+57300123${digits}` }));
    for (const id of ids) await shop.called(id);
  }, patience(180_000));

  test('filters by the address, and writes what is chosen to it', async () => {
    const { page, faults, close } = await visit({ path: 'orders?status=cancelled' });
    const table = page.getByRole('table', { name: 'Orders' });
    await table.getByText('Bea').waitFor();
    expect(await table.getByRole('row').count()).toBe(2);
    expect(await page.getByRole('combobox', { name: 'Status' }).inputValue()).toBe('cancelled');
    await page.getByRole('combobox', { name: 'Status' }).selectOption('Confirmed');
    await table.getByText('Ana').waitFor();
    expect(new URL(page.url()).search).toBe('?status=confirmed');
    await page.getByRole('searchbox', { name: 'Search' }).fill('Dora');
    await page.waitForURL('**/orders?status=confirmed&q=Dora');
    await table.getByText('Ana').waitFor({ state: 'detached' });
    await table.getByText('Dora').waitFor();
    expect(await table.getByRole('row').count()).toBe(2);
    await page.getByRole('button', { name: 'Clear filters' }).click();
    await table.getByText('Carla').waitFor();
    expect(await table.getByRole('row').count()).toBe(5);
    await page.getByRole('link', { name: /^To review/ }).click();
    await page.waitForURL('**/orders?view=to-review');
    await table.getByText('Ana').waitFor({ state: 'detached' });
    await page.goBack();
    await table.getByText('Ana').waitFor();
    expect(faults).toEqual([]);
    await close();
  });

  test('goes back one filter at a time, however a word was typed', async () => {
    const { page, faults, close } = await visit({ path: 'orders?status=cancelled' });
    const table = page.getByRole('table', { name: 'Orders' });
    await table.getByText('Bea').waitFor();
    await page.getByRole('combobox', { name: 'Status' }).selectOption('Confirmed');
    await table.getByText('Ana').waitFor();
    await page.getByRole('searchbox', { name: 'Search' }).fill('Do');
    await page.waitForURL('**/orders?status=confirmed&q=Do');
    await page.getByRole('searchbox', { name: 'Search' }).fill('Dora');
    await page.waitForURL('**/orders?status=confirmed&q=Dora');
    await page.goBack();
    await page.waitForURL('**/orders?status=confirmed');
    await table.getByText('Ana').waitFor();
    expect(await page.getByRole('searchbox', { name: 'Search' }).inputValue()).toBe('');
    await page.goBack();
    await page.waitForURL('**/orders?status=cancelled');
    await table.getByText('Bea').waitFor();
    expect(await page.getByRole('combobox', { name: 'Status' }).inputValue()).toBe('cancelled');
    expect(faults).toEqual([]);
    await close();
  });

  test('goes 90 days back and says so, unless its time is chosen or a text is looked for', async () => {
    const { page, faults, close } = await visit({ as: 'operator', path: 'orders?to=2026-01-10' });
    const asked = () => page.waitForRequest((request) => request.url().includes('/platform/v1/orders?'));
    const said = page.getByText(/^Orders (of the last|since)/);
    await said.and(page.getByText('Orders since Oct 12, 2025')).waitFor();
    expect(new URL((await asked()).url()).searchParams.get('from')).toBe('2025-10-12');
    await page.getByRole('button', { name: 'Clear filters' }).click();
    await said.and(page.getByText('Orders of the last 90 days')).waitFor();
    await page.getByRole('table', { name: 'Orders' }).getByText('Ana').waitFor();
    expect(new URL((await asked()).url()).searchParams.get('days')).toBe('90');
    await page.getByRole('button', { name: 'Show all' }).click();
    await page.waitForURL('**/orders?from=2000-01-01');
    await said.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Clear filters' }).click();
    await said.waitFor();
    await page.getByRole('searchbox', { name: 'Search' }).fill('Ana');
    await said.waitFor({ state: 'detached' });
    await page.getByRole('checkbox', { name: 'Select all on this page' }).check();
    await page.getByRole('button', { name: 'Select all that match' }).click();
    const [exported] = await Promise.all([
      page.waitForRequest((request) => request.method() === 'POST' && request.url().endsWith('/exports')),
      page.getByRole('button', { name: 'Export' }).click(),
    ]);
    expect(exported.postDataJSON()).toEqual({ filter: { q: 'Ana', from: '2000-01-01' } });
    expect(faults).toEqual([]);
    await close();
  });

  test('is a table with the chosen columns, sorted', async () => {
    const { page, close } = await visit({ path: 'orders' });
    const table = page.getByRole('table', { name: 'Orders' });
    await table.getByText('Ana').waitFor();
    await table.getByRole('rowheader', { name: '#1001' }).waitFor();
    expect(await table.getByRole('columnheader', { name: 'Created' }).getAttribute('aria-sort')).toBe(
      'descending',
    );
    await table.getByRole('columnheader', { name: 'Created' }).getByRole('button').click();
    await page.waitForURL('**/orders?sort=createdAt&direction=asc');
    await until(
      'the oldest is first',
      async () =>
        (await table.getByRole('rowheader').first().getByRole('link').innerText()) === '#1001' || undefined,
    );
    expect(await table.getByRole('columnheader', { name: 'Created' }).getAttribute('aria-sort')).toBe(
      'ascending',
    );
    await page.getByRole('button', { name: 'Columns' }).click();
    await page.getByRole('checkbox', { name: 'Phone' }).check();
    await page.keyboard.press('Escape');
    // As people of the country write it.
    await table.getByRole('cell', { name: '300 123 4567' }).waitFor();
    await page.reload();
    await table.getByRole('columnheader', { name: 'Phone' }).waitFor();
    await close();
  });

  test('is whole on a laptop, and begins with customer and status on a phone', async () => {
    for (const [width, last] of [
      [1366, 'Created'],
      [390, 'Status'],
    ] as const) {
      const { page, loaded, close } = await visit({
        path: 'orders',
        browser: { viewport: { width, height: 700 } },
      });
      await loaded();
      const box = await page.getByRole('columnheader', { name: last }).first().boundingBox();
      expect(box && box.x + box.width).toBeLessThanOrEqual(width);
      await close();
    }
  });

  test('shows a new order and a change within 5 s by itself', async () => {
    const { page, close } = await visit({ path: 'orders' });
    const table = page.getByRole('table', { name: 'Orders' });
    await table.getByText('Ana').waitFor();
    const id = await shop.order({ name: 'Elena', phone: '+573001234569' });
    await table.getByText('Elena').waitFor();
    await shop.called(id);
    await table.getByRole('row', { name: /Elena/ }).getByText('Confirmed', { exact: true }).first().waitFor();
    await close();
  });

  test('acts on many orders where possible, and lists each one that is unchanged', async () => {
    const { page, inspect, close } = await visit({ as: 'operator', path: 'orders' });
    const table = page.getByRole('table', { name: 'Orders' });
    await table.getByText('Ana').waitFor();
    await table.getByRole('checkbox', { name: 'Select Order #1002' }).check();
    await table.getByRole('checkbox', { name: 'Select Order #1003' }).check();
    await page.getByText('2 orders selected').waitFor();
    const bar = page.getByRole('region', { name: 'What is selected' });
    expect(await bar.getByRole('button').allInnerTexts()).toEqual([
      ...[
        'Select all that match',
        'Clear selection',
        'Confirm',
        'Cancel orders',
        'Reopen',
        'Call again',
        'Book delivery',
        'Export',
      ],
    ]);
    expect(await inspect()).toEqual([]);
    await bar.getByRole('button', { name: 'Confirm' }).click();
    expect(await inspect()).toEqual([]);
    const dialog = page.getByRole('dialog', { name: 'Confirm 2 orders?', exact: true });
    await dialog.getByRole('button', { name: 'Confirm' }).click();
    const job = page.getByRole('region', { name: 'Bulk job' });
    await job.getByText('Confirm: finished · 1 done · 1 not done').waitFor();
    await job.getByText('The order is cancelled').waitFor();
    await job.getByRole('link', { name: '#1002', exact: true }).waitFor();
    expect(await inspect()).toEqual([]);
    const stored = (await shop.ask(`GET /platform/v1/orders/${ids[2]}`)).body;
    expect(stored).toMatchObject({ status: 'confirmed' });
    await close();
  });

  test('shows the unchanged orders of a large job page by page', async () => {
    const { page, inspect, close } = await visit({ path: 'orders' });
    // As if a page held one result.
    await page.route('**/orders/bulk/blk_*', (route) =>
      route.continue({ url: route.request().url().replace('limit=100', 'limit=1') }),
    );
    for (const number of ['#1001', '#1002', '#1004'])
      await page.getByRole('checkbox', { name: `Select Order ${number}` }).check();
    const bar = page.getByRole('region', { name: 'What is selected' });
    await bar.getByRole('button', { name: 'Confirm' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Confirm' }).click();
    const job = page.getByRole('region', { name: 'Bulk job' });
    await job.getByText('Confirm: finished · 0 done · 3 not done').waitFor();
    await job.getByRole('button', { name: 'Show more: 1 of 3' }).click();
    await job.getByRole('button', { name: 'Show more: 2 of 3' }).click();
    await job.getByRole('button', { name: /^Show more/ }).waitFor({ state: 'detached' });
    expect(await job.getByRole('listitem').count()).toBe(3);
    expect(await inspect()).toEqual([]);
    await close();
  });

  test('exports the selection, safe for spreadsheets', async () => {
    const { page, close } = await visit({ path: 'orders' });
    await shop.order({ name: '=HYPERLINK("x")', phone: '+573001234570' });
    await page.getByRole('table', { name: 'Orders' }).getByText('HYPERLINK').waitFor();
    await page.getByRole('checkbox', { name: 'Select all on this page' }).check();
    await page.getByRole('button', { name: 'Select all that match' }).click();
    // The button is gone; the focus is not.
    const bar = page.getByRole('region', { name: 'What is selected' });
    await bar.and(page.locator(':focus')).waitFor();
    await bar.getByRole('button', { name: 'Confirm' }).click();
    await page.getByRole('dialog', { name: 'Confirm all orders that match?' }).waitFor();
    await page.keyboard.press('Escape');
    const exported = async () => {
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name: 'Export' }).click(),
      ]);
      expect(download.suggestedFilename()).toMatch(/^orders-\d{4}-\d\d-\d\d\.csv$/);
      return (await (await download.createReadStream()).toArray()).join('');
    };
    const text = await exported();
    expect(text.split('\r\n').length).toBeGreaterThan(5);
    expect(text).toMatch(/^\ufeffid,number,/);
    expect(text).toContain(`"'=HYPERLINK(""x"")"`);
    await shop.order({ name: 'After that', phone: '+573001234571' });
    expect(await exported()).toContain('After that');
    await close();
  });
});
