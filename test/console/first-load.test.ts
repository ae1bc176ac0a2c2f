import { gzipSync } from 'node:zlib';
import { beforeAll, expect, test } from 'vitest';
import { patience } from '../support/time/patience.ts';
import { inBrowser } from './support/in-browser.ts';

const MOST_BYTES = 80_000;

await inBrowser('what is loaded first', ({ shop, visit }) => {
  beforeAll(async () => {
    await shop.called(await shop.order({ phone: '+573001234567' }));
  }, patience(180_000));

  test.each(['today', 'orders', 'set-up'])(
    'for %s takes 80 kB of gzip at most, and no schemas',
    async (path) => {
      const files = new Set<string>();
      const { page, faults, close } = await visit({ as: 'nobody' });
      await page.context().addCookies([{ ...(await shop.cookie('owner')), url: shop.host.url }]);
      page.on('response', (response) => {
        const { pathname } = new URL(response.url());
        if (pathname.startsWith('/console') && pathname !== '/console/session') files.add(pathname);
      });
      await page.goto(`${shop.host.url}/console/${path}`);
      await page.getByRole('navigation').first().waitFor();
      await page.waitForLoadState('networkidle');
      const contents = await Promise.all(
        [...files].map(async (file) => Buffer.from(await (await fetch(shop.host.url + file)).arrayBuffer())),
      );
      const bytes = contents.reduce((sum, content) => sum + gzipSync(content, { level: 9 }).length, 0);
      expect(contents.length).toBeGreaterThan(4);
      expect(bytes).toBeLessThanOrEqual(MOST_BYTES);
      expect(contents.filter((content) => content.includes('ZodError'))).toEqual([]);
      // In the catalogue of words only: the form of a new order is loaded when it is asked for.
      expect(contents.filter((content) => content.includes('newOrder.totalHint'))).toHaveLength(1);
      expect(faults).toEqual([]);
      await close();
    },
  );
});
