import { createServer } from 'node:http';
import { expect, test } from 'vitest';
import { listen } from '../../infra/local/http/listen.ts';
import { inBrowser } from './support/in-browser.ts';

await inBrowser('the console in trouble', ({ shop, visit }) => {
  test('shows a page at an address that was cut or made up', async () => {
    const { page, faults, close } = await visit();
    for (const [path, heading] of [
      ['nowhere/%E0%A4', 'Not found'],
      ['constructor', 'Not found'],
      ['set-up/constructor', /^Set-up/],
      ['today?day=2026-13-45', 'Today'],
    ] as const) {
      await page.goto(`${shop.host.url}/console/${path}`);
      await page.getByRole('heading', { level: 1, name: heading }).waitFor();
    }
    expect(faults).toEqual([]);
    await close();
  });

  test('keeps its frame where a page fails on what it does not expect', async () => {
    const { page, close } = await visit({ path: 'money' });
    await page.route('**/platform/v1/calls?**', (route) => route.fulfill({ json: { calls: [{}] } }));
    const links = page.getByRole('navigation', { name: 'Main' });
    await links.getByRole('link', { name: 'Calls' }).click();
    await page.getByText('That did not work').waitFor();
    await links.getByRole('link', { name: 'Orders' }).click();
    await page.getByText('No orders yet').waitFor();
    await close();
  });

  test('says so when no simulated order could be made', async () => {
    const { page, close } = await visit();
    await page.route('**/simulate/orders', (route) =>
      route.fulfill({ status: 500, json: { error: { code: 'internal' } } }),
    );
    await page.getByRole('button', { name: 'Simulate' }).click();
    await page.getByRole('button', { name: 'Confirms' }).click();
    await page.getByRole('status').getByText('The server could not do it').waitFor();
    await close();
  });

  test('takes an answer that ends in its middle as a lost connection, and asks again', async () => {
    const cut = createServer((_, response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' });
      response.write('{"orders":[', () => response.socket?.destroy());
    });
    const port = await listen(cut);
    const { page, close } = await visit({ path: 'money' });
    await page.route('**/healthz', (route) => route.abort());
    await page.route('**/platform/v1/orders?**', (route) =>
      route.continue({ url: `http://127.0.0.1:${port}/` }),
    );
    await page.getByRole('link', { name: 'Orders' }).click();
    await page.getByText('The connection is lost').waitFor();
    await page.getByText('There is no connection. Nothing is lost').waitFor();
    await page.unrouteAll({ behavior: 'ignoreErrors' });
    await page.getByText('No orders yet').waitFor();
    await close();
    cut.close();
  });

  test('keeps what was typed when it is refused, and does not take the page of a hotspot for an answer', async () => {
    const { page, close } = await visit({ path: 'set-up/tenant' });
    const email = page.getByRole('textbox', { name: 'E-mail for customers' });
    await email.fill('ayuda@mitienda.example');
    await page.route('**/platform/v1/tenants/*', (route) =>
      route.fulfill({ contentType: 'text/html', body: '<h1>Welcome to the airport</h1>' }),
    );
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('alert').getByText('The server could not do it').waitFor();
    await page.unrouteAll({ behavior: 'ignoreErrors' });
    await page.route('**/platform/v1/tenants/*', (route) =>
      route.fulfill({
        status: 409,
        json: { error: { code: 'conflict', message: 'The resource was changed' } },
      }),
    );
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('alert').getByText('Look at it again, then repeat').waitFor();
    await page.unrouteAll({ behavior: 'ignoreErrors' });
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('status').getByText('Saved').waitFor();
    expect(await email.inputValue()).toBe('ayuda@mitienda.example');
    await close();
  });
});
