import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { patience } from '../support/time/patience.ts';
import { until } from '../support/time/until.ts';
import { inBrowser } from './support/in-browser.ts';

/** What has the focus is there to be seen: in the window, and not below something that stands above the page. */
const SEEN = `(() => {
  const { left, top, right, bottom } = document.activeElement.getBoundingClientRect();
  const at = document.elementFromPoint((left + right) / 2, Math.min((top + bottom) / 2, top + 20));
  return at !== null && (document.activeElement.contains(at) || at.contains(document.activeElement));
})()`;

await inBrowser('the console by keyboard alone', ({ shop, visit }) => {
  beforeAll(async () => {
    const made = Array.from({ length: 24 }, (_, n) =>
      shop.order({ name: n === 0 ? 'Zoraida' : 'Ana', phone: `+57300123${String(4000 + n)}` }),
    );
    for (const id of await Promise.all(made)) await shop.called(id);
  }, patience(180_000));

  /** Presses a key until something of that name has the focus. */
  async function moveTo(page: Page, focused: () => Promise<string>, name: string, key = 'Tab') {
    for (let times = 0; times < 150 && (await focused()) !== name; times++) await page.keyboard.press(key);
    expect(await focused()).toBe(name);
  }

  test('shows what it reaches: nothing that has the focus lies below the top line', async () => {
    for (const viewport of [
      { width: 1280, height: 500 },
      { width: 640, height: 360 },
    ]) {
      const { page, focused, close } = await visit({ path: 'orders', browser: { viewport } });
      await page
        .getByRole('link', { name: /^#\d+$/ })
        .first()
        .waitFor();
      const hidden: string[] = [];
      for (let times = 0; times < 300; times++) {
        await page.keyboard.press('Shift+Tab');
        if (await page.evaluate('document.activeElement === document.body')) break;
        if (!(await page.evaluate(SEEN))) hidden.push(await focused());
      }
      expect(hidden).toEqual([]);
      await close();
    }
  });

  test('leaves the focus where it went while the code of a page came', async () => {
    const { page, focused, close } = await visit({ path: 'orders' });
    await page.getByRole('table', { name: 'Orders' }).waitFor();
    const held = Promise.withResolvers<void>();
    await page.route('**/*.js', async (route) => {
      await held.promise;
      await route.continue();
    });
    await page.getByRole('link', { name: 'Calls', exact: true }).press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Calls' }).and(page.locator(':focus')).waitFor();
    await page.keyboard.press('Shift+Tab');
    expect(await focused()).toBe('Set-up');
    held.resolve();
    await page.getByRole('table', { name: 'Calls' }).waitFor();
    expect(await focused()).toBe('Set-up');
    await close();
  });

  test('goes through a menu by its arrows', async () => {
    const { page, focused, close } = await visit();
    await page.getByRole('button', { name: 'Simulate' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Hangs up' }).waitFor();
    const seen: string[] = [];
    for (const key of ['ArrowDown', 'ArrowDown', 'ArrowUp', 'ArrowUp', 'ArrowDown', 'Escape']) {
      await page.keyboard.press(key);
      seen.push(await focused());
    }
    expect(seen).toEqual(['Confirms', 'Cancels', 'Confirms', 'Hangs up', 'Confirms', 'Simulate']);
    await page.getByRole('button', { name: 'Hangs up' }).waitFor({ state: 'detached' });
    await close();
  });

  test('has the focus on a job that was started, and near what goes away', async () => {
    const { page, focused, close } = await visit({ as: 'operator', path: 'orders' });
    await page
      .getByRole('link', { name: /^#\d+$/ })
      .first()
      .waitFor();
    await page.getByRole('checkbox', { name: 'Select Order #1001' }).focus();
    await page.keyboard.press('Space');
    await moveTo(page, focused, 'Call again', 'Shift+Tab');
    await page.keyboard.press('Enter');
    await page.getByRole('textbox', { name: 'Reason' }).waitFor();
    await page.keyboard.press('Tab');
    await moveTo(page, focused, 'Call again');
    await page.keyboard.press('Enter');
    await until('the job has the focus', async () => (await focused()) === 'Bulk job' || undefined);
    await page.getByRole('button', { name: 'Close' }).focus();
    await page.keyboard.press('Enter');
    expect(await focused()).toBe('Orders');
    await page.getByRole('combobox', { name: 'Status' }).selectOption('confirmed');
    await page.getByRole('button', { name: 'Clear filters' }).focus();
    await page.keyboard.press('Enter');
    await until('the filters have the focus', async () => (await focused()) === 'Filters' || undefined);
    await close();
  });

  test('does not take away with a second Enter the view that the first one saved', async () => {
    const { page, focused, close } = await visit({ path: 'orders?status=confirmed' });
    await page.getByRole('button', { name: 'Save view' }).focus();
    await page.keyboard.press('Enter');
    await page.keyboard.type('Sure ones');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Remove view: Sure ones' }).waitFor();
    expect(await focused()).toBe('Orders');
    await close();
  });

  test('says how many rows a filter leaves', async () => {
    const { page, close } = await visit({ path: 'orders' });
    const status = page.getByRole('form', { name: 'Filters' }).getByRole('status');
    await status.getByText('24 rows', { exact: true }).waitFor({ state: 'attached' });
    await page.getByRole('searchbox', { name: 'Search' }).fill('Zoraida');
    await status.getByText('1 row', { exact: true }).waitFor({ state: 'attached' });
    await page.getByRole('searchbox', { name: 'Search' }).fill('Nobody');
    await status.getByText('Nothing matches').waitFor({ state: 'attached' });
    await close();
  });

  test('keeps a secret that is shown once until its button is pressed, whatever Escape does elsewhere', async () => {
    const { page, close } = await visit({ path: 'set-up/members' });
    await page.getByRole('textbox', { name: 'Name' }).fill('Kay');
    await page.getByRole('textbox', { name: 'E-mail' }).fill('kay@mitienda.example');
    await page.keyboard.press('Enter');
    const once = page.getByRole('dialog', { name: 'Invitation link' });
    await once.waitFor();
    for (let times = 0; times < 3; times++) await page.keyboard.press('Escape');
    await once.getByText(/console#invitation=/).waitFor();
    await once.getByRole('button', { name: 'I have kept it' }).press('Enter');
    await once.waitFor({ state: 'detached' });
    await close();
  });

  test('stays at the day whose hours are removed, and names the part of Set-up in the title', async () => {
    const { page, focused, close } = await visit({ path: 'set-up/calling-hours' });
    await page.getByRole('checkbox', { name: 'Our own hours' }).press('Space');
    await page.getByRole('button', { name: /^Remove hours: Tuesday/ }).press('Enter');
    await until('the day has the focus', async () => /^Tuesday/.test(await focused()) || undefined);
    await page.keyboard.press('Tab');
    expect(await focused()).toBe('Add hours: Tuesday');
    expect(await page.title()).toBe('Calling hours · Set-up · Recado');
    await close();
  });
});
