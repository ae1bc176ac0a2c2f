import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe } from 'vitest';
import { patience } from '../../support/time/patience.ts';
import { findBrowser } from './browser.ts';
import { openShop, type Shop } from './shop.ts';
import { type Visit, type Visited, visit } from './visit.ts';

/** What the tests of one part of the console work with. */
export interface Scene {
  /** A shop of their own. It is there when the first test or hook of theirs runs. */
  shop: Shop;
  /** A page of the console in a browser of its own, as a member sees it: an owner, in test mode, unless said otherwise. */
  visit(given?: Visit): Promise<Visited>;
}

/**
 * Tests of the console in a browser. They are left out where none can run, which is printed.
 * @param settings of the shop beyond the usual ones
 */
export async function inBrowser(
  what: string,
  tests: (scene: Scene) => void,
  settings: object = {},
): Promise<void> {
  const found = await findBrowser();
  // A busy machine takes its time for a whole story in a browser, and now and then loses one; the report says so.
  describe.skipIf('reason' in found)(what, { timeout: patience(120_000), retry: 1 }, () => {
    const { browser } = found as { browser: Browser };
    const shop = {} as Shop;
    beforeAll(async () => {
      Object.assign(shop, await openShop({ language: 'en', ...settings }));
    }, patience(180_000));
    afterAll(async () => {
      await shop.host?.stop();
      await browser?.close();
    });
    tests({ shop, visit: (given) => visit(browser, shop, given) });
  });
}
