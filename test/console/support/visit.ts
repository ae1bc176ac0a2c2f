import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import type { Mode } from '../../../shared/base/scope.ts';
import type { Role } from '../../../shared/tenants/access/role.ts';
import { patience } from '../../support/time/patience.ts';
import { until } from '../../support/time/until.ts';
import type { Shop } from './shop.ts';

export interface Visit {
  /** Nobody is signed in when it is `nobody`. */
  as?: Role | 'admin' | 'nobody';
  /** Below the console's root: `orders/ord_1?…` */
  path?: string;
  mode?: Mode;
  /** The browser's own: size, colours, language. English when not said. */
  browser?: BrowserContextOptions;
}

export interface Visited {
  page: Page;
  /** What went wrong unseen: failed requests, errors of scripts, what the policy kept from happening. */
  faults: string[];
  /** Waits until the page has all that it asked for first. */
  loaded(): Promise<void>;
  /** What the element is called that has the focus: by its label, else by its text. */
  focused(): Promise<string>;
  /** Whether nothing of the page lies beyond its edge. */
  fits(): Promise<boolean>;
  /** What axe finds, one line each. */
  inspect(): Promise<string[]>;
  close(): Promise<void>;
}

const FOCUSED =
  'document.activeElement?.getAttribute("aria-label") ?? document.activeElement?.textContent?.trim() ?? ""';
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

declare global {
  var axe: {
    run(options: {
      resultTypes: readonly 'violations'[];
    }): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }>;
  };
}

/** What axe finds on a page, one line each. */
export async function axeFinds(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  // Of every node that is as it should be, it would say where that is, which takes a third of its time.
  const { violations } = await page.evaluate(() => globalThis.axe.run({ resultTypes: ['violations'] }));
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}

/** What goes wrong unseen on a page from now on, in a list that grows. */
export function faultsOf(page: Page): string[] {
  const faults: string[] = [];
  page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
  page.on('pageerror', (error) => faults.push(String(error)));
  page.on('requestfailed', (request) => {
    // What a page asked for when it was left is not wanted any more.
    if (request.failure()?.errorText !== 'net::ERR_ABORTED') faults.push(`${request.url()} failed`);
  });
  return faults;
}

/** A page of the console in a browser of its own, as a member sees it. */
export async function visit(browser: Browser, shop: Shop, given: Visit = {}): Promise<Visited> {
  const { as = 'owner', path = '', mode = 'test' } = given;
  const context = await browser.newContext({ locale: 'en-US', ...given.browser });
  context.setDefaultTimeout(patience(60_000));
  if (as !== 'nobody') await context.addCookies([{ ...(await shop.cookie(as)), url: shop.host.url }]);
  await context.addInitScript(([key, value]) => localStorage.setItem(key, value), [
    `recado-mode:${shop.tenantId}`,
    mode,
  ] as const);
  const page = await context.newPage();
  const faults = faultsOf(page);
  await page.goto(`${shop.host.url}/console${path && `/${path}`}`);
  return {
    page,
    faults,
    async loaded() {
      await page.getByRole('heading', { level: 1 }).waitFor();
      const loading = page.getByRole('status', { name: 'Loading' });
      await until('the page is loaded', async () => (await loading.count()) === 0 || undefined);
    },
    focused: () => page.evaluate(FOCUSED),
    fits: () => page.evaluate('document.documentElement.scrollWidth <= innerWidth'),
    inspect: () => axeFinds(page),
    close: () => context.close(),
  };
}
