import { expect, test } from 'vitest';
import { request } from '../support/api/client.ts';
import { until } from '../support/time/until.ts';
import { inBrowser } from './support/in-browser.ts';

const PASSWORD = 'correct horse battery';

await inBrowser('signing in to the console', ({ shop, visit }) => {
  let invited = 0;
  /** A person of a new address, because a test that fails is run again, and the link by which they come in. */
  const invite = async (given: object = {}) => {
    const { host, tenantId } = shop;
    const email = `person.${invited++}@mitienda.example`;
    const body = { tenantId, name: 'Ana Gómez', email, role: 'operator', ...given };
    const made = await request(host.url, 'POST /platform/v1/members', { key: host.adminKey, body });
    const { invitation } = made.body as { invitation: { url: string } };
    return { email, link: new URL(invitation.url).hash };
  };

  test('lets an invited person set a password, once, and sign in with it', async () => {
    const { email, link } = await invite();
    const { page, faults, inspect, close } = await visit({ as: 'nobody', path: link });
    await page.getByRole('heading', { name: 'Welcome to Recado' }).waitFor();
    expect(page.url()).not.toContain('invitation');
    expect(await inspect()).toEqual([]);
    await page.getByLabel('New password').fill(PASSWORD);
    await page.getByLabel('The same password again').fill(`${PASSWORD}!`);
    await page.getByRole('button', { name: 'Set password and sign in' }).click();
    await page.getByText('The two passwords differ').waitFor();
    await page.getByLabel('The same password again').fill(PASSWORD);
    await page.getByRole('button', { name: 'Set password and sign in' }).click();
    await page.getByRole('navigation', { name: 'Main' }).waitFor();
    expect(await page.getByRole('navigation', { name: 'Main' }).getByRole('link').allInnerTexts()).toEqual([
      ...['Today', 'Orders', 'Calls', 'Deliveries', 'Money', 'Webhooks', 'Set-up'],
    ]);
    await page.getByRole('button', { name: /Ana Gómez/ }).click();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    expect(faults).toEqual([]);

    await page.getByLabel('E-mail').fill(email);
    await page.getByLabel('Password').fill('not the password');
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByRole('alert').getByText('That is not right').waitFor();
    expect(await inspect()).toEqual([]);
    await page.getByLabel('Password').fill(PASSWORD);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByRole('navigation', { name: 'Main' }).waitFor();
    await close();

    const again = await visit({ as: 'nobody', path: link });
    await again.page.getByLabel('New password').fill(PASSWORD);
    await again.page.getByLabel('The same password again').fill(PASSWORD);
    await again.page.getByRole('button', { name: 'Set password and sign in' }).click();
    await again.page.getByText('This link was used already').waitFor();
    await again.close();
  });

  test('asks for the password in place when the session ends, and continues there', async () => {
    const { link } = await invite({ name: 'Luz' });
    const id = await shop.order({ phone: '+573001230003' });
    await shop.called(id);
    const { page, inspect, close } = await visit({
      as: 'nobody',
      path: `orders/${id}${link}`,
    });
    for (const name of ['New password', 'The same password again'])
      await page.getByLabel(name).fill('passwordpassword');
    await page.getByRole('button', { name: 'Set password and sign in' }).click();
    const guessed = { name: 'New password', description: /^Too easy to guess/ };
    await page.getByRole('textbox', guessed).and(page.locator(':focus')).waitFor();
    expect(await page.getByRole('alert').count()).toBe(0);
    await page.getByLabel('New password').fill(PASSWORD);
    await page.getByLabel('The same password again').fill(PASSWORD);
    await page.getByRole('button', { name: 'Set password and sign in' }).click();
    await page.getByRole('button', { name: 'Add note' }).click();
    await page.getByRole('textbox', { name: 'Note' }).fill('Half written');
    await page.context().clearCookies();
    await page.getByRole('dialog').getByRole('button', { name: 'Add note' }).click();
    const asks = page.getByRole('dialog', { name: 'Your session has ended' });
    await asks.waitFor();
    expect(await inspect()).toEqual([]);
    await asks.getByLabel('Password').fill(PASSWORD);
    await asks.getByRole('button', { name: 'Sign in' }).click();
    await asks.waitFor({ state: 'detached' });
    // What was asked for before goes on by itself.
    await page.getByText('Half written').first().waitFor();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await close();
  });

  test('saves what was typed into a page before the session ended, whatever Escape does', async () => {
    const { link } = await invite({ name: 'Rosa', role: 'owner' });
    const { page, close } = await visit({ as: 'nobody', path: `set-up/tenant${link}` });
    await page.getByLabel('New password').fill(PASSWORD);
    await page.getByLabel('The same password again').fill(PASSWORD);
    await page.keyboard.press('Enter');
    const email = page.getByRole('textbox', { name: 'E-mail for customers' });
    await email.fill('ayuda@mitienda.example');
    await page.context().clearCookies();
    await page.keyboard.press('Enter');
    const asks = page.getByRole('dialog', { name: 'Your session has ended' });
    await asks.waitFor();
    for (let times = 0; times < 3; times++) await page.keyboard.press('Escape');
    await asks.getByLabel('Password').and(page.locator(':focus')).waitFor();
    await page.keyboard.type(PASSWORD);
    await page.keyboard.press('Enter');
    await asks.waitFor({ state: 'detached' });
    await until('it is stored', async () => {
      const { body } = await shop.ask(`GET /platform/v1/tenants/${shop.tenantId}`);
      return (
        (body as { contact?: { email?: string } }).contact?.email === 'ayuda@mitienda.example' || undefined
      );
    });
    expect(await email.inputValue()).toBe('ayuda@mitienda.example');
    await page.locator(':focus').waitFor();
    await close();
  });

  test('asks for nothing more once somebody signs out, and says when that is not possible', async () => {
    await shop.order({ phone: '+573001230001' });
    const { page, faults, close } = await visit({ path: 'orders' });
    await page.getByRole('table', { name: 'Orders' }).waitFor();
    // An answer that is still awaited when the session ends.
    const asked = page.waitForRequest('**/platform/v1/orders?**');
    const held = Promise.withResolvers<void>();
    await page.route('**/platform/v1/orders?**', async (route) => {
      await held.promise;
      await route.continue().catch(() => undefined);
    });
    await asked;
    await page.route('**/sessions/current', async (route) => {
      const answer = await route.fetch();
      held.resolve();
      await route.fulfill({ response: answer });
    });
    await page.getByRole('button', { name: 'The owner' }).click();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    expect(faults).toEqual([]);
    await close();

    const other = await visit({ path: 'orders' });
    await other.page.getByRole('table', { name: 'Orders' }).waitFor();
    await other.page.context().setOffline(true);
    await other.page.getByRole('button', { name: 'The owner' }).click();
    await other.page.getByRole('button', { name: 'Sign out' }).click();
    await other.page.getByRole('status').getByText('There is no connection').waitFor();
    await other.page.getByRole('navigation', { name: 'Main' }).waitFor();
    await other.close();
  });

  test('shows in every tab who signed in last, and goes on in all that asked for the password', async () => {
    const [ana, luz] = [await invite({ name: 'Ana' }), await invite({ name: 'Luz' })];
    const { page, close } = await visit({ as: 'nobody', path: `orders${ana.link}` });
    const enter = async (at: typeof page) => {
      await at.getByLabel('New password').fill(PASSWORD);
      await at.getByLabel('The same password again').fill(PASSWORD);
      await at.keyboard.press('Enter');
      await at.getByRole('navigation', { name: 'Main' }).waitFor();
    };
    await enter(page);
    const other = await page.context().newPage();
    await other.goto(`${shop.host.url}/console`);
    await other.getByRole('button', { name: 'Ana' }).waitFor();
    await page.context().clearCookies();
    const asks = page.getByRole('dialog', { name: 'Your session has ended' });
    await asks.waitFor();
    await other.goto(`${shop.host.url}/console`);
    await other.getByLabel('E-mail').fill(ana.email);
    await other.getByLabel('Password').fill(PASSWORD);
    await other.keyboard.press('Enter');
    await asks.waitFor({ state: 'detached' });
    await other.goto('about:blank');
    await other.goto(`${shop.host.url}/console${luz.link}`);
    await enter(other);
    await page.getByRole('button', { name: 'Luz' }).waitFor();
    await close();
  });

  test('admits administrators by the admin key, to tenants and regions', async () => {
    const { page, close } = await visit({ as: 'nobody' });
    await page.getByRole('button', { name: 'Sign in as administrator' }).click();
    // The form that came has the focus in its field.
    await page.getByLabel('Admin key').and(page.locator(':focus')).waitFor();
    await page.keyboard.type(shop.host.adminKey);
    await page.keyboard.press('Enter');
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Regions' }).waitFor();
    await close();
  });

  test('speaks the language of the browser until somebody signs in', async () => {
    for (const [locale, heading] of [
      ['es-CO', 'Iniciar sesión'],
      ['pt-BR', 'Entrar'],
      ['fr-FR', 'Sign in'],
    ] as const) {
      const { page, close } = await visit({ as: 'nobody', browser: { locale } });
      await page.getByRole('heading', { name: heading }).waitFor();
      expect(await page.locator('html').getAttribute('lang')).toBe(
        locale === 'fr-FR' ? 'en' : locale.slice(0, 2),
      );
      await close();
    }
  });

  // The last one: nobody signs in from this address for an hour.
  test('says after too many wrong passwords how long to wait, in the account and at the door', async () => {
    const body = { email: 'nobody@mitienda.example', password: 'not the password' };
    await until('no more passwords are looked at', async () => {
      const { status } = await request(shop.host.url, 'POST /platform/v1/sessions', { body });
      return status === 429 || undefined;
    });
    const account = await visit({ path: 'set-up/account' });
    await account.page.getByLabel('Current password').fill(PASSWORD);
    await account.page.getByLabel('New password').fill(`${PASSWORD} too`);
    await account.page.getByRole('button', { name: 'Change password' }).click();
    await account.page.getByText(/^Too many attempts\. Try again in \d\d minutes\.$/).waitFor();
    await account.close();

    const door = await visit({ as: 'nobody', browser: { locale: 'es-CO' } });
    await door.page.getByLabel('Correo').fill(body.email);
    await door.page.getByLabel('Contraseña').fill(PASSWORD);
    await door.page.getByRole('button', { name: 'Iniciar sesión', exact: true }).click();
    await door.page.getByText(/^Demasiados intentos\. Prueba de nuevo dentro de \d\d minutos\.$/).waitFor();
    await door.close();
  });
});
