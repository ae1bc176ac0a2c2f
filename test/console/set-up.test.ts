import { expect, test } from 'vitest';
import { request } from '../support/api/client.ts';
import { until } from '../support/time/until.ts';
import { inBrowser } from './support/in-browser.ts';

const sections = [
  ...['members', 'api-keys', 'intake-hooks', 'telephony', 'calling-hours', 'call-policy', 'opt-outs'],
  ...['dispatch', 'payment-words', 'tenant', 'account'],
];

await inBrowser('set-up', ({ shop, visit }) => {
  const stored = async () =>
    (await shop.ask(`GET /platform/v1/tenants/${shop.tenantId}`)).body as Record<string, unknown>;
  const storedWhen = (what: string, holds: (tenant: Record<string, unknown>) => boolean) =>
    until(what, async () => {
      const tenant = await stored();
      return holds(tenant) ? tenant : undefined;
    });

  test('passes axe in every part, for an owner at 360 px in the dark', async () => {
    const { page, faults, inspect, fits, loaded, close } = await visit({
      path: 'set-up',
      browser: { viewport: { width: 360, height: 740 }, colorScheme: 'dark' },
    });
    for (const section of sections) {
      await page.goto(`${shop.host.url}/console/set-up/${section}`);
      await page.getByRole('heading', { level: 1, name: 'Set-up' }).waitFor();
      await loaded();
      expect([section, await inspect()]).toEqual([section, []]);
      expect([section, await fits()]).toEqual([section, true]);
    }
    expect(faults).toEqual([]);
    await close();
  });

  test('shows a viewer everything that is not secret, and no button that acts', async () => {
    const { page, inspect, close } = await visit({ as: 'viewer', path: 'set-up' });
    for (const section of sections.filter((each) => each !== 'account')) {
      await page.goto(`${shop.host.url}/console/set-up/${section}`);
      const main = page.getByRole('main');
      const acting = main.getByRole('button', {
        name: /^(?:Save|Invite|Make|Add$|Test call|Remove:|Revoke:|New)/,
      });
      await acting.first().waitFor();
      for (const button of await acting.all()) {
        // What is typed into a form before it is saved changes nothing.
        const label = await button.getAttribute('aria-label');
        if (label === null || !/hours|days without/.test(label))
          expect([section, await button.getAttribute('aria-disabled')]).toEqual([section, 'true']);
      }
    }
    expect(await inspect()).toEqual([]);
    await close();
  });

  test('invites a member, changes the role, makes a new link, and removes them after asking', async () => {
    const { page, inspect, focused, close } = await visit({ path: 'set-up/members' });
    await page.getByRole('textbox', { name: 'Name' }).fill('محمد عبد الله');
    await page.getByRole('textbox', { name: 'E-mail' }).fill('mo@mitienda.example');
    await page.getByRole('combobox', { name: 'Role', exact: true }).selectOption('Viewer');
    await page.getByRole('button', { name: 'Invite' }).click();
    const once = page.getByRole('dialog', { name: 'Invitation link' });
    await once.getByText(/console#invitation=/).waitFor();
    await once.getByRole('button', { name: 'I have kept it' }).click();
    const row = page.getByRole('row', { name: /mo@mitienda/ });
    await row.getByRole('combobox').selectOption('Operator');
    const members = async () =>
      (
        (
          await request(shop.host.url, `GET /platform/v1/members?tenantId=${shop.tenantId}`, {
            key: shop.host.adminKey,
          })
        ).body as { members: { email: string; role: string }[] }
      ).members;
    await until(
      'the role is stored',
      async () =>
        (await members()).some(({ email, role }) => email.startsWith('mo@') && role === 'operator') ||
        undefined,
    );
    await row.getByRole('button', { name: /^New link/ }).click();
    await once.getByRole('button', { name: 'I have kept it' }).click();
    await row.getByRole('button', { name: /^Remove/ }).click();
    const asks = page.getByRole('dialog', { name: /^Remove: / });
    expect(await inspect()).toEqual([]);
    await asks.getByRole('button', { name: 'Back' }).click();
    expect(await focused()).toBe('Remove: محمد عبد الله');
    await page.keyboard.press('Enter');
    await asks.getByRole('button', { name: 'Remove' }).click();
    await row.waitFor({ state: 'detached' });
    // What had the focus is gone: it stays in the list.
    expect(await focused()).toBe('Members');
    expect((await members()).some(({ email }) => email.startsWith('mo@'))).toBe(false);
    await close();
  });

  test('makes a key and a hook that work, shows each once, and revokes them', async () => {
    const { page, faults, close } = await visit({ path: 'set-up/api-keys' });
    await page.getByRole('textbox', { name: 'Label' }).fill('stock program');
    await page.getByRole('button', { name: 'Make API key' }).click();
    const once = page.getByRole('dialog', { name: 'Keep this key now' });
    const key = await once.getByText(/^tk_test_/).innerText();
    const status = async () => (await request(shop.host.url, 'GET /platform/v1/users', { key })).status;
    expect(await status()).toBe(200);
    // As where a page is not secure, or the browser was told not to.
    await page.evaluate('navigator.clipboard.writeText = () => Promise.reject(new Error("not allowed"))');
    await once.getByRole('button', { name: 'Copy' }).click();
    await once.getByRole('status').getByText('The browser does not allow copying.').waitFor();
    expect(faults).toEqual([]);
    await once.getByRole('button', { name: 'I have kept it' }).click();
    // Two keys may have one label: the button says which of them it is.
    await page.getByRole('button', { name: `Revoke: stock program …${key.slice(-4)}`, exact: true }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click();
    await until('the key is revoked', async () => (await status()) === 401 || undefined);

    await page.goto(`${shop.host.url}/console/set-up/intake-hooks`);
    await page.getByRole('textbox', { name: 'Source' }).fill('#');
    await page.getByRole('button', { name: 'Make intake hook' }).click();
    await page.getByRole('textbox', { name: 'Source', description: /^Use letters, digits/ }).waitFor();
    await page.getByRole('textbox', { name: 'Source' }).fill('landing');
    await page.getByRole('button', { name: 'Make intake hook' }).click();
    const hook = page.getByRole('dialog', { name: 'Keep this URL now' });
    const url = await hook.getByText(/hooks\/catch/).innerText();
    await hook.getByRole('button', { name: 'I have kept it' }).click();
    await page.getByRole('button', { name: 'New URL: landing' }).click();
    expect(await hook.getByText(/hooks\/catch/).innerText()).not.toBe(url);
    await hook.getByRole('button', { name: 'I have kept it' }).click();
    await page.getByRole('button', { name: 'Remove: landing' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
    await page.getByText('No intake hooks').waitFor();
    expect((await shop.ask('GET /platform/v1/intake-hooks')).body).toMatchObject({ intakeHooks: [] });
    await close();
  });

  test('draws a custom week, adds and removes days, and shows the next call by it', async () => {
    const { page, inspect, close } = await visit({ path: 'set-up/calling-hours' });
    const form = page.getByRole('region', { name: 'Calling hours' });
    await form.getByText(/^The hours of Colombia apply/).waitFor();
    await form.getByText('07:00–19:00').first().waitFor();
    await form.getByRole('checkbox', { name: 'Our own hours' }).check();
    await form.getByRole('button', { name: 'Remove hours: Saturday, 08:00–15:00' }).click();
    const end = form.getByLabel('Monday, to');
    await end.fill('06:00');
    await form.getByText('Hours end after they begin.').waitFor();
    expect(await end.getAttribute('aria-invalid')).toBe('true');
    await end.fill('12:30');
    expect(await form.getByText('Hours end after they begin.').count()).toBe(0);
    await form.getByRole('button', { name: 'Add hours: Monday' }).click();
    await form.getByLabel('Monday, from').nth(1).fill('14:00');
    await form.getByLabel('Monday, to').nth(1).fill('18:00');
    await form.getByLabel('More days without calls', { exact: true }).fill('2026-12-24');
    await form.getByRole('button', { name: 'Add: More days without calls' }).click();
    const [holiday] = await form.getByRole('checkbox', { name: /, 20\d\d$/ }).all();
    await holiday?.check();
    expect(await inspect()).toEqual([]);
    await form.getByRole('button', { name: 'Save' }).click();
    const { callingHours } = await storedWhen('the hours are stored', (each) => each.callingHours !== null);
    expect(callingHours).toMatchObject({
      monday: [
        { from: '07:00', to: '12:30' },
        { from: '14:00', to: '18:00' },
      ],
      friday: [{ from: '07:00', to: '19:00' }],
      saturday: [],
      holidays: ['2026-12-24'],
      workingHolidays: [expect.stringMatching(/^20\d\d-\d\d-\d\d$/)],
    });

    const preview = page.getByRole('region', { name: 'Next call for this number' });
    await preview.getByRole('textbox', { name: 'Phone' }).fill('12');
    await preview.getByRole('button', { name: 'Show' }).click();
    await preview
      .getByRole('textbox', { name: 'Phone', description: /cannot be called|can be called/ })
      .waitFor();
    await preview.getByRole('textbox', { name: 'Phone' }).fill('300 123 4567');
    // A Saturday, by the shop's clock.
    await preview.getByLabel(/^At this time/).fill('2027-02-06T10:00');
    await preview.getByRole('button', { name: 'Show' }).click();
    await preview.getByText('300 123 4567 is called on Feb 8, 2027, 7:00:00 AM').waitFor();
    await preview.getByLabel(/^At this time/).fill('2027-02-08T10:00');
    await preview.getByRole('button', { name: 'Show' }).click();
    await preview.getByText('300 123 4567 may be called then').waitFor();

    await form.getByLabel('Monday, to').nth(1).fill('13:00');
    await form.getByRole('button', { name: 'Save' }).click();
    await form.getByRole('alert').first().waitFor();
    expect(await inspect()).toEqual([]);
    await close();
  });

  test('keeps opt-outs, however numbers are written', async () => {
    const { page, inspect, focused, close } = await visit({ as: 'operator', path: 'calls' });
    await page.getByRole('link', { name: 'Opt-outs' }).click();
    await page.getByRole('heading', { level: 1, name: 'Set-up' }).waitFor();
    await page.getByText('Nobody opted out').waitFor();
    expect(await inspect()).toEqual([]);
    const form = page.getByRole('form', { name: 'Add an opt-out' });
    await form.getByRole('textbox', { name: 'Phone' }).fill('nobody');
    await form.getByRole('button', { name: 'Add' }).click();
    await form.locator('[name=phone][aria-invalid]:focus').waitFor();
    await form.getByRole('textbox', { name: 'Phone' }).fill('(300) 123-4567');
    await form.getByRole('textbox', { name: /^Reason/ }).fill('Asked for it');
    await form.getByRole('button', { name: 'Add' }).click();
    await page.getByRole('row', { name: /300 123 4567.*Asked for it/ }).waitFor();
    expect((await shop.ask('GET /platform/v1/opt-outs')).body).toMatchObject({
      optOuts: [{ phone: '+573001234567', reason: 'Asked for it' }],
    });
    await page.getByRole('button', { name: 'Remove: 300 123 4567' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
    await page.getByText('Nobody opted out').waitFor();
    expect(await focused()).toBe('Opt-outs');
    await close();
  });

  test('saves the call policy, dispatch, payment words and the shop, and names wrong fields', async () => {
    const { page, inspect, close } = await visit({ path: 'set-up/call-policy' });
    const to = (section: string) => page.goto(`${shop.host.url}/console/set-up/${section}`);
    const save = () => page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('spinbutton', { name: 'Attempts at most' }).fill('2');
    await page.getByRole('textbox', { name: 'Minutes between attempts' }).fill('0');
    await save();
    await page.locator('[aria-invalid]').waitFor();
    expect(await page.locator('.wrong').allInnerTexts()).toEqual(['More than 0']);
    expect(await inspect()).toEqual([]);
    await page.getByRole('textbox', { name: 'Minutes between attempts' }).fill('15, 45');
    await save();
    await storedWhen('the policy is stored', ({ callPolicy }) =>
      JSON.stringify(callPolicy).includes('"delaysMinutes":[15,45]'),
    );

    await to('dispatch');
    await page.getByRole('checkbox', { name: /^Book confirmed cash orders/ }).check();
    await page.getByRole('combobox', { name: 'Package size' }).selectOption('Medium');
    const location = page.getByRole('textbox', { name: 'Location' });
    expect(await location.inputValue()).toBe('4.6486, -74.0628');
    await location.fill('north of the park');
    await save();
    const said = 'Enter latitude and longitude: 4.6486, -74.0628';
    await page.getByRole('alert').getByText(said, { exact: true }).waitFor();
    expect(await page.locator('.wrong').allInnerTexts()).toEqual([said]);
    await page.locator('[name=location][aria-invalid]:focus').waitFor();
    await location.fill('https://www.google.com/maps?q=4.6097%2C-74.0817');
    await save();
    await storedWhen('dispatch is stored', ({ autoDispatch }) => autoDispatch === true);
    expect(await stored()).toMatchObject({
      dispatch: {
        packageSize: 'medium',
        paymentMode: 'postpaid',
        pickup: { address: 'Calle 63 # 9-60', lat: 4.6097, lng: -74.0817 },
      },
    });

    await to('payment-words');
    await page.getByRole('textbox', { name: 'Cash on delivery' }).fill('contra entrega\npago en casa');
    await save();
    await storedWhen('the words are stored', ({ cashMethods }) =>
      JSON.stringify(cashMethods).includes('pago en casa'),
    );

    await to('tenant');
    await page.getByRole('combobox', { name: 'Time zone' }).fill('America/Nowhere');
    await save();
    await page.locator('.wrong').getByText('Enter a time zone, as America/Bogota').waitFor();
    await page.getByRole('combobox', { name: 'Time zone' }).fill('America/Bogota');
    await page.getByRole('textbox', { name: 'Name' }).fill('Tienda Ñandú 2');
    await save();
    await storedWhen('the name is stored', ({ name }) => name === 'Tienda Ñandú 2');
    await close();
  });

  test('distinguishes sessions of one browser by when they began', async () => {
    const { page, close } = await visit({ path: 'set-up/account' });
    await page.getByRole('button', { name: /^End: .+, [A-Z][a-z]{2} \d/ }).waitFor();
    await close();
  });

  test('speaks Spanish and Portuguese on every page, as chosen', async () => {
    const order = await shop.order({ phone: '+573001230001' });
    const { page, inspect, close } = await visit({ path: 'set-up/account' });
    const events = { es: 'Pedido creado', pt: 'Pedido criado' };
    const wrongs = { es: 'Esta no es tu contraseña actual', pt: 'Esta não é sua senha atual' };
    const headings = {
      Español: ['es', 'Hoy', 'Pedidos', 'Llamadas', 'Entregas', 'Dinero', 'Webhooks'],
      Português: ['pt', 'Hoje', 'Pedidos', 'Ligações', 'Entregas', 'Dinheiro', 'Webhooks'],
    } as const;
    for (const [name, [tag, ...titles]] of Object.entries(headings)) {
      await page.goto(`${shop.host.url}/console/set-up/account`);
      await page.locator('select[name=language]').selectOption(name);
      await page.locator('form:has(select[name=language]) button[type=submit]').click();
      await page.locator(`html[lang=${tag}]`).waitFor();
      await page.locator('input[name=current]').fill('another one');
      await page.locator('input[name=new]').fill('correct cavalry battery');
      await page.locator('form:has(input[name=new]) button[type=submit]').click();
      await page.locator('.field:has(input[name=current]:focus)').getByText(wrongs[tag]).waitFor();
      expect(await page.getByRole('alert').count()).toBe(0);
      for (const [at, path] of ['today', 'orders', 'calls', 'deliveries', 'money', 'webhooks'].entries()) {
        await page.goto(`${shop.host.url}/console/${path}`);
        await page.getByRole('heading', { level: 1, name: titles[at] ?? '' }).waitFor();
        // A key that no catalogue has is shown as it is.
        expect(await page.getByRole('main').innerText()).not.toMatch(/\b[a-z]+\.[a-z]+[A-Z]\w*\b/);
      }
      await page.goto(`${shop.host.url}/console/orders/${order}`);
      await page.getByText(events[tag], { exact: true }).waitFor();
      expect(await inspect()).toEqual([]);
    }
    await close();
  });
});
