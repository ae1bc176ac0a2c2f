import { afterAll, beforeAll, expect, it } from 'vitest';
import { pageOfTimeline } from '../../../shared/http/list-page.ts';
import { startApi, type TestApi } from '../../support/api/api.ts';
import { openShop, type Shop } from '../support/shop.ts';

let api: TestApi;
let shop: Shop;

beforeAll(async () => {
  api = await startApi();
  shop = await openShop(api);
});

afterAll(() => api.stop());

const nextOf = (headers: Record<string, string>) => /^<(.+)>; rel="next"$/.exec(headers.link ?? '')?.[1];

it('a timeline comes whole, or page by page as it is asked for', async () => {
  const id = await shop.create();
  for (let n = 0; n < 6; n++)
    await shop.ask(`POST /orders/${id}/timeline`, { event: { title: `Note ${n}` } });
  const whole = await shop.ask(`GET /orders/${id}/timeline`);
  expect([(whole.body as object[]).length, whole.headers.link]).toEqual([7, undefined]);
  const seen: object[] = [];
  let path: string | undefined = `/v1/orders/${id}/timeline?limit=3`;
  for (let pages = 0; path !== undefined; pages++) {
    const { body, headers } = await shop.ask(`GET ${path.replace('/v1', '')}`);
    seen.push(...(body as object[]));
    path = nextOf(headers);
    expect(pages).toBeLessThan(3);
  }
  expect(seen).toEqual(whole.body);
  for (const wrong of ['limit=0', 'limit=x', 'cursor=x', 'cursor=YWJj'])
    expect([wrong, (await shop.ask(`GET /orders/${id}/timeline?${wrong}`)).status]).toEqual([wrong, 400]);
});

it('a timeline that does not fit an answer gives its oldest part and a cursor to the rest', () => {
  const lines = Array.from({ length: 30 }, (_, n) => ({ n, text: 'x'.repeat(1_000_000) }));
  const places = lines.map(({ n }) => n + 11);
  const { page, headers } = pageOfTimeline(lines, places, {}, '/v2/order/timeline?orderID=IN1');
  expect(page).toEqual(lines.slice(0, 5));
  expect(headers.link).toBe('</v2/order/timeline?orderID=IN1&cursor=MTU>; rel="next"');
  const last = pageOfTimeline(lines.slice(29), [40], { cursor: '39' }, '/x');
  expect(last).toEqual({ page: lines.slice(29), headers: {} });
});
