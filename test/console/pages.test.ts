import { beforeAll, expect, test } from 'vitest';
import { patience } from '../support/time/patience.ts';
import { inBrowser } from './support/in-browser.ts';

const paths = [
  'today',
  'orders',
  'orders?status=refunded',
  'orders/new',
  'orders/ORDER',
  'orders/ord_nowhere',
  'calls',
  'deliveries',
  'deliveries/ORDER',
  'deliveries?view=failed',
  'money',
  'webhooks',
  'webhooks/deliveries',
  'set-up',
  'nowhere',
];

const looks = {
  wide: { schemes: ['light', 'dark'], browser: { viewport: { width: 1280, height: 900 } } },
  narrow: { schemes: ['light', 'dark'], browser: { viewport: { width: 360, height: 740 } } },
  // What 200 % zoom leaves of a usual screen.
  zoomed: { schemes: ['light'], browser: { viewport: { width: 640, height: 450 }, deviceScaleFactor: 2 } },
} as const;

const awful = {
  long: 'Maximiliana '.repeat(16).trim(),
  unbroken: 'x'.repeat(150),
  rtl: 'محمد عبد الله الطويل',
};

await inBrowser('every page of the console', ({ shop, visit }) => {
  let order = '';
  beforeAll(async () => {
    order = await shop.order({ phone: '+573001230003', name: awful.rtl });
    for (const name of [awful.long, awful.unbroken]) await shop.order({ phone: '+573001230001', name });
    await shop.called(order);
  }, patience(180_000));

  test.each(Object.entries(looks))(
    'has nothing that axe finds, and fits: %s',
    async (_, { schemes, browser }) => {
      const { page, faults, inspect, fits, loaded, close } = await visit({ browser });
      for (const path of paths) {
        await page.goto(`${shop.host.url}/console/${path.replace('ORDER', order)}`);
        await loaded();
        // Styles alone follow the reader's colours, so a page need not be loaded anew for them.
        for (const colorScheme of schemes) {
          await page.emulateMedia({ colorScheme });
          expect([path, colorScheme, await inspect()]).toEqual([path, colorScheme, []]);
          expect([path, colorScheme, await fits()]).toEqual([path, colorScheme, true]);
          const small = await page.evaluate(SMALL_TARGETS);
          expect([path, colorScheme, small]).toEqual([path, colorScheme, []]);
        }
      }
      // An unknown order is a 404 that the page tells of.
      expect(faults.filter((fault) => !fault.includes('404'))).toEqual([]);
      await close();
    },
    patience(120_000),
  );

  const whole = [
    ...['today', 'orders', 'orders/ORDER', 'calls', 'deliveries', 'money', 'webhooks', 'set-up'],
    ...['set-up/telephony', 'set-up/calling-hours', 'set-up/opt-outs'],
  ];

  test(
    'shows on every page that it loads, and what failed, without a script error',
    async () => {
      const { page, inspect, close } = await visit({
        browser: { viewport: { width: 360, height: 740 }, colorScheme: 'dark' },
      });
      let held = Promise.withResolvers<void>();
      await page.route('**/platform/v1/**', async (route) => {
        await held.promise;
        await route.fulfill({
          status: 500,
          contentType: 'application/json',
          body: '{"error":{"code":"internal"}}',
        });
      });
      for (const path of whole) {
        held = Promise.withResolvers();
        await page.goto(`${shop.host.url}/console/${path.replace('ORDER', order)}`);
        await page.getByRole('status', { name: 'Loading' }).first().waitFor();
        expect([path, 'loading', await inspect()]).toEqual([path, 'loading', []]);
        held.resolve();
        await page.getByText('The server could not do it').first().waitFor();
        expect([path, 'failed', await inspect()]).toEqual([path, 'failed', []]);
      }
      await page.goto(`${shop.host.url}/console/orders/${order}`);
      await page.getByText('The server could not do it').first().waitFor();
      await page.unrouteAll({ behavior: 'ignoreErrors' });
      await page.getByRole('button', { name: 'Try again' }).first().click();
      await page.getByRole('heading', { level: 1, name: /^Order #/ }).waitFor();
      await close();
    },
    patience(120_000),
  );

  test(
    'shows on every page that there is nothing yet, and what to do',
    async () => {
      const { page, faults, inspect, loaded, close } = await visit({ mode: 'live' });
      const empty: Readonly<Record<string, string>> = {
        today: 'No orders yet They come in by the API or an intake hook, or you take them by hand. New order',
        orders:
          'No orders yet They come in by the API or an intake hook, or you take them by hand. New order Make an intake hook',
        calls: 'No calls here Each call that confirms an order is listed here, with what was said. New order',
        'calls?outcome=confirmed': 'Nothing matches Change or clear the filters to see more.',
        deliveries: 'No deliveries here Deliveries are booked for confirmed orders. Confirmed and not booked',
        'deliveries?view=failed':
          'No booking failed Confirmed orders that no delivery could be booked for are listed here, with the reason.',
        money: 'Nothing moved yet Bookings, fees and the cash that couriers collect are listed here.',
        webhooks: 'No endpoints yet An endpoint is a URL of yours that is told what happens to orders.',
        'webhooks/deliveries': 'Nothing was sent yet What your endpoints are told is listed here. Endpoints',
      };
      for (const [path, what] of Object.entries(empty)) {
        await page.goto(`${shop.host.url}/console/${path}`);
        await loaded();
        const said = await page.locator('.blank').first().innerText();
        expect([path, said.replaceAll(/\s+/g, ' ')]).toEqual([path, what]);
        expect([path, await inspect()]).toEqual([path, []]);
      }
      expect(faults).toEqual([]);
      await close();
    },
    patience(60_000),
  );

  test('shows that the connection is lost, keeps its content, and continues when it is back', async () => {
    const { page, inspect, close } = await visit({ path: `orders/${order}` });
    await page.getByRole('heading', { level: 1, name: /^Order #/ }).waitFor();
    await page.context().setOffline(true);
    await page.getByText('The connection is lost').waitFor();
    expect(await inspect()).toEqual([]);
    await page.getByRole('heading', { level: 1, name: /^Order #/ }).waitFor();
    await page.context().setOffline(false);
    await page.getByText('The connection is lost').waitFor({ state: 'detached' });
    await close();
  });

  test('distinguishes test from live, and switches between them', async () => {
    const { page, close } = await visit({ path: 'orders' });
    await page.getByText('Test mode: simulated customers').waitFor();
    await page.getByRole('button', { name: 'Live', exact: true }).click();
    await page.getByText('No orders yet').waitFor();
    await page.getByText('Test mode: simulated customers').waitFor({ state: 'detached' });
    expect(await page.locator('html').getAttribute('data-mode')).toBe('live');
    // What both have stays, and shows nothing of the other.
    await page.getByRole('link', { name: 'New order' }).first().click();
    const name = page.getByRole('textbox', { name: 'Name', exact: true });
    await name.fill('Live');
    await page.getByRole('button', { name: 'Test', exact: true }).click();
    await page.getByText('In test mode a simulated customer answers.').waitFor();
    expect([new URL(page.url()).pathname, await name.inputValue()]).toEqual(['/console/orders/new', '']);
    await close();
  });

  test('keeps its top line in one line, however long a name is', async () => {
    const { page, inspect, loaded, close } = await visit();
    const name = 'Distribuidora Comercial Internacional '.repeat(3).slice(0, 100).trim();
    await page.evaluate(
      (body) =>
        fetch('/platform/v1/members/me', {
          method: 'PATCH',
          headers: { 'content-type': 'application/json' },
          body,
        }),
      JSON.stringify({ name }),
    );
    await page.reload();
    await loaded();
    const menu = page.getByRole('button', { name });
    for (const each of [
      menu,
      page.getByText('Recado', { exact: true }),
      page.getByText('Live', { exact: true }),
    ])
      expect((await each.boundingBox())?.height).toBeLessThan(40);
    await menu.click();
    // All of it is there.
    await page.locator('.menu-list').getByText(name).waitFor();
    expect(await inspect()).toEqual([]);
    await close();
  });

  test('tells what is chosen and what is not available in the reader’s own colours, too', async () => {
    const { page, inspect, close } = await visit({ path: 'orders', browser: { forcedColors: 'active' } });
    await page.getByRole('table', { name: 'Orders' }).waitFor();
    const look = (selector: string) =>
      page.evaluate(
        `(({ color, backgroundColor }) => color + ' on ' + backgroundColor)(getComputedStyle(document.querySelector(${JSON.stringify(selector)})))`,
      );
    for (const [chosen, other] of [
      ['.mode [aria-pressed=true]', '.mode [aria-pressed=false]'],
      ['.nav [aria-current]', '.nav a:not([aria-current])'],
      ['.tabs [aria-current]', '.tabs a:not([aria-current])'],
    ] as const)
      expect([chosen, await look(chosen)]).not.toEqual([chosen, await look(other)]);
    expect(await inspect()).toEqual([]);
    await page.goto(`${shop.host.url}/console/orders/${order}`);
    await page.getByRole('button', { name: 'Cancel delivery' }).waitFor();
    expect(await look('.button[aria-disabled=true]')).not.toBe(await look('.button:not([aria-disabled])'));
    await close();
  });

  test('works with the keyboard alone, and loses no focus', async () => {
    const { page, focused, close } = await visit({ path: 'orders' });
    await page.getByRole('table', { name: 'Orders' }).waitFor();
    await page.keyboard.press('Tab');
    expect(await focused()).toBe('Skip to the page');
    await page.keyboard.press('Enter');
    expect(await page.evaluate('document.activeElement.id')).toBe('main');
    // To an order's link, and into it.
    for (let tabs = 0; tabs < 60 && !/^#\d+$/.test(await focused()); tabs++) await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: /^Order #/ }).waitFor();
    expect(await page.evaluate('document.activeElement.tagName')).toBe('H1');
    for (let tabs = 0; tabs < 20 && (await focused()) !== 'Add note'; tabs++)
      await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.type('By keyboard');
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await focused()).toBe('Add note');
    await close();
  });
});

/** What can be pressed and is smaller than 24 pixels; links within text are as high as their line. */
const SMALL_TARGETS = `[...document.querySelectorAll('button,select,summary,input:not([type=checkbox]),.nav a,.tabs a')]
  .filter((each) => each.checkVisibility() && each.getBoundingClientRect().height > 1)
  .filter((each) => each.getBoundingClientRect().height < 24 || each.getBoundingClientRect().width < 24)
  .map((each) => each.outerHTML.slice(0, 100))`;
