import { expect, test } from 'vitest';
import { request } from '../support/api/client.ts';
import { until } from '../support/time/until.ts';
import { inBrowser } from './support/in-browser.ts';

await inBrowser('the console of administrators', ({ shop, visit }) => {
  const ask = (line: string, body?: object) =>
    request(shop.host.url, line, { key: shop.host.adminKey, ...(body && { body }) });
  const stored = async () => (await ask(`GET /platform/v1/tenants/${shop.tenantId}`)).body;

  test('lists tenants, makes one, and invites its first owner', async () => {
    const { page, faults, inspect, focused, close } = await visit({ as: 'admin', path: 'tenants' });
    const table = page.getByRole('table', { name: 'Tenants' });
    await table.getByRole('link', { name: 'Tienda Ñandú' }).waitFor();
    expect(await inspect()).toEqual([]);
    await page.getByRole('button', { name: 'New tenant' }).click();
    const dialog = page.getByRole('dialog', { name: 'New tenant' });
    expect(await inspect()).toEqual([]);
    await dialog.getByRole('textbox', { name: 'Name' }).fill('Loja Saci');
    await dialog.getByRole('textbox', { name: 'Country' }).fill('ZZ');
    await dialog.getByRole('textbox', { name: 'Currency' }).fill('BRL');
    await dialog.getByRole('button', { name: 'Add' }).click();
    await dialog.locator('[aria-invalid]').waitFor();
    expect(await inspect()).toEqual([]);
    await dialog.getByRole('textbox', { name: 'Country' }).fill('br');
    await dialog.getByRole('button', { name: 'Add' }).click();
    await dialog.waitFor({ state: 'detached' });
    expect(await focused()).toBe('New tenant');
    await table.getByRole('link', { name: 'Loja Saci' }).click();
    await page.getByRole('heading', { level: 1, name: 'Loja Saci' }).waitFor();
    await page.getByText('Nobody works for it yet').waitFor();
    expect(await inspect()).toEqual([]);
    await page.getByRole('textbox', { name: 'Name' }).fill('Rita');
    await page.getByRole('textbox', { name: 'E-mail' }).fill('rita@saci.example');
    await page.getByRole('button', { name: 'Invite owner' }).click();
    const link = page.getByRole('dialog', { name: 'Invitation link' });
    await link.getByText(/console#invitation=/).waitFor();
    expect(await inspect()).toEqual([]);
    await link.getByRole('button', { name: 'I have kept it' }).click();
    await page.getByRole('table', { name: 'Members' }).getByText('rita@saci.example').waitFor();
    const id = new URL(page.url()).pathname.split('/').at(-1);
    expect((await ask(`GET /platform/v1/members?tenantId=${id}`)).body).toMatchObject({
      members: [{ name: 'Rita', role: 'owner', status: 'invited' }],
    });
    expect(faults.filter((fault) => !fault.includes('400'))).toEqual([]);
    await close();
  });

  test('changes a tenant’s limits, and the calls and messages it has left', async () => {
    const { page, inspect, focused, close } = await visit({ as: 'admin', path: `tenants/${shop.tenantId}` });
    const limits = page.getByRole('region', { name: 'Limits' });
    await limits.getByRole('spinbutton', { name: 'Platform API, per minute' }).fill('700');
    await limits.getByRole('spinbutton', { name: 'Live calls left' }).fill('12');
    await limits.getByRole('spinbutton', { name: 'Messages left' }).fill('34');
    await limits.getByRole('button', { name: 'Save' }).click();
    await until(
      'it is stored',
      async () => JSON.stringify(await stored()).includes('"platform":700') || undefined,
    );
    expect(await stored()).toMatchObject({ callCredit: 12, messageCredit: 34, limits: { platform: 700 } });
    expect(await focused()).toBe('Save');
    await limits.getByRole('spinbutton', { name: 'Live calls left' }).fill('');
    await limits.getByRole('button', { name: 'Save' }).click();
    await until(
      'it is not limited',
      async () => JSON.stringify(await stored()).includes('"callCredit":null') || undefined,
    );
    expect(await inspect()).toEqual([]);
    await close();
  });

  test('draws regions, and shows whether a point is served, how and for how much', async () => {
    const { page, faults, inspect, close } = await visit({
      as: 'admin',
      path: 'regions',
      browser: { viewport: { width: 360, height: 740 }, colorScheme: 'dark' },
    });
    const map = page.getByRole('img', { name: 'Area of Bogotá' });
    await map.waitFor();
    expect(await page.getByRole('img', { name: /^Area of/ }).count()).toBe(4);
    // All of the area is within the drawing.
    const { inside } = await map.evaluate((svg) => {
      const frame = svg.getBoundingClientRect();
      const area = svg.querySelector('path')?.getBoundingClientRect() ?? frame;
      return { inside: area.top >= frame.top && area.bottom <= frame.bottom };
    });
    expect(inside).toBe(true);
    expect(await inspect()).toEqual([]);
    const form = page.getByRole('region', { name: 'Test a point' });
    const tryPoint = async (location: string) => {
      await form.getByRole('textbox', { name: 'Location' }).fill(location);
      await form.getByRole('button', { name: 'Test a point' }).click();
    };
    await tryPoint('4,6486; -74,0628');
    const prices = page.getByRole('region', { name: 'Bogotá serves it: prices for 5 km' });
    const { body } = await ask('GET /platform/v1/coverage?lat=4.6486&lng=-74.0628&kilometres=5');
    const { services } = body as {
      services: { service: string; packageSize: string; total: number }[];
    };
    const [first] = services;
    const shown = new Intl.NumberFormat('en', {
      style: 'currency',
      currency: 'COP',
      trailingZeroDisplay: 'stripIfInteger',
    });
    await prices
      .getByRole('cell', { name: shown.format(first?.total ?? 0) })
      .first()
      .waitFor();
    await map.locator('circle').waitFor();
    expect(await inspect()).toEqual([]);
    await tryPoint('0.0, 0.0');
    await page.getByText('Nobody delivers there.').waitFor();
    await map.locator('circle').waitFor({ state: 'detached' });
    await tryPoint('95.0, 0.0');
    await form.locator('[name=location][aria-invalid]:focus').waitFor();
    // What was found of the point before is no answer to this one.
    await page.getByText('Nobody delivers there.').waitFor({ state: 'detached' });
    expect(await inspect()).toEqual([]);
    expect(faults.filter((fault) => !fault.includes('400'))).toEqual([]);
    await close();
  });

  test('is not shown to members', async () => {
    const { page, close } = await visit({ path: 'regions' });
    await page.getByRole('heading', { level: 1, name: 'Not found' }).waitFor();
    await close();
  });
});
