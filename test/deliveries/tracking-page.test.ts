import { expect, test } from 'vitest';
import { createExample } from '../../functions/delivery/bookings/create-body.ts';
import { trackingWords } from '../../functions/tracking/words.ts';
import { deliveryStatuses } from '../../shared/events/delivery-words.ts';
import type { TenantChanges } from '../../shared/tenants/settings/settings.ts';
import { addIndian, api, dataOf, useDeliveryApi } from './api.ts';

useDeliveryApi();

/** A booked delivery, and what the public sees of it. */
async function book(terms: TenantChanges = {}, given: object = {}, orderGiven?: object) {
  const { testKey } = await addIndian(api.table, { postpaid: { enabled: true, limit: 1000 }, ...terms });
  const triggered =
    orderGiven && (await api.engine.ask('POST /api/v1/calls/trigger', { key: testKey, body: orderGiven }));
  const businessOrderID = (triggered?.body as { orderId: string } | undefined)?.orderId ?? 'K-7';
  const body = { ...createExample, paymentMode: 'postpaid', businessOrderID, ...given };
  const { orderID, trackingLink } = dataOf(await api.ask('POST /v2/order/create', testKey, body));
  const path = new URL(String(trackingLink)).pathname;
  return {
    orderID: String(orderID),
    walk: (status: string) => api.ask('POST /v2/test/order/status', testKey, { orderID, status }),
    path,
    look: (headers: Record<string, string> = {}) => api.engine.ask(`GET ${path}`, { headers }),
  };
}

const textOf = ({ body }: { body: unknown }): string => String(body);
const headingOf = (page: string) => /<h1>(.*)<\/h1>/.exec(page)?.[1];

test('shows in the shop’s language and on its clock where the delivery is and was, and names nobody', async () => {
  const { walk, look, orderID } = await book({ name: 'Té & Café <Sur>', language: 'es-CO' });
  await walk('PICKUPCOMPLETED');
  const answer = await look();
  const page = textOf(answer);
  expect([answer.status, answer.headers]).toEqual([
    200,
    expect.objectContaining({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'x-robots-tag': 'noindex',
      'content-security-policy':
        "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; style-src 'unsafe-inline'",
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'strict-transport-security': 'max-age=31536000',
    }),
  ]);
  expect(page).toContain('<html lang="es-CO">');
  expect(headingOf(page)).toBe('Recogido, en camino');
  expect(page).toContain('<p class="shop"><bdi>Té &amp; Café &lt;Sur&gt;</bdi></p>');
  expect(page).toContain('Pedido <b><bdi>K-7</bdi></b>');
  expect(page).toContain(`Envío <b>${orderID}</b>`);
  expect(page).toContain('<li class="done" aria-current="step">Recogido</li><li>En la puerta</li>');
  const history = [...page.matchAll(/<li><span>(.*?)<\/span><time datetime="(.*?)">/g)];
  expect(history.map(([, text]) => text)).toEqual([
    'Recogido, en camino',
    'El mensajero va a recoger el paquete',
    'Envío programado',
  ]);
  expect(page).not.toMatch(/John|Test Agent|1234567890|HSR/);
});

test('never loads itself again; a link does until the delivery is over', async () => {
  const { walk, look } = await book();
  const before = textOf(await look());
  expect([before.includes('http-equiv'), before.includes('<a href="">See the latest</a>')]).toEqual([
    false,
    true,
  ]);
  await walk('DROPCOMPLETED');
  const over = textOf(await look());
  expect([headingOf(over), over.includes('See the latest')]).toEqual(['Delivered', false]);
});

const fundAccounts = [{ id: 'fa_1', primary: true }];

test('shows what cash to have ready until the parcel is there', async () => {
  const { walk, look } = await book({ fundAccounts }, { collectionsAmount: 1250.5 });
  const ready = 'Please have ready in cash: <b>₹1,251</b>';
  expect(textOf(await look())).toContain(ready);
  await walk('DROPREACHED');
  expect(textOf(await look())).toContain(ready);
  await walk('DROPCOMPLETED');
  expect(textOf(await look())).not.toContain('cash:');
  const whole = await book({ fundAccounts }, { collectionsAmount: 1250 });
  expect(textOf(await whole.look({ 'accept-language': 'es' }))).toMatch(
    /Tenga listo en efectivo: <b>1250\s(?:₹|INR)/,
  );
  const nothing = await book({ fundAccounts }, { collectionsAmount: 0 });
  expect(textOf(await nothing.look())).not.toContain('cash:');
});

test('does not ask for cash when the parcel goes back', async () => {
  const { walk, look } = await book({ fundAccounts }, { collectionsAmount: 500 });
  await walk('RETURN_INITIATED');
  expect(textOf(await look())).not.toContain('cash:');
});

test('shows how to reach the shop, as it wants to be reached', async () => {
  const contact = { phone: '+91 80 1234 5678', email: "hola+o'x@tienda.example" };
  const { look } = await book({ contact, domain: 'tienda.example' });
  const page = textOf(await look());
  expect(page).toContain('<a href="tel:+918012345678"><bdi>+91 80 1234 5678</bdi></a>');
  expect(page).toContain('<a href="mailto:hola%2Bo&#39;x@tienda.example">');
  expect(page).toContain('<a href="https://tienda.example"><bdi>tienda.example</bdi></a>');
  expect(textOf(await (await book()).look())).not.toContain('Reach the shop');
});

test("names the order by the shop's own number", async () => {
  const order = {
    externalId: 'W-1',
    customer: { name: 'Asha', phone: '+919812345678' },
    products: 'Gel',
    totalPrice: 500,
  };
  const { look } = await book({ fundAccounts }, {}, order);
  expect(textOf(await look())).toContain('Order <b><bdi>#1001</bdi></b>');
  const nameless = await book({}, { businessOrderID: '' });
  expect(textOf(await nameless.look())).not.toContain('Order <b>');
});

test('keeps the shop’s text in its place and direction', async () => {
  const { look } = await book({ name: 'A\u202eB\u2069C' }, { businessOrderID: '"><i>\u2067' });
  const page = textOf(await look());
  expect(page).toContain('<bdi>\u2068A\u202eBC\u2069</bdi>');
  expect(page).toContain('<bdi>\u2068&quot;&gt;&lt;i&gt;\u2067\u2069\u2069</bdi>');
});

test.each([
  ['pt-BR,pt;q=0.9,en;q=0.8', 'pt-BR', 'Entrega agendada'],
  ['de-DE, es-MX;q=0.5, en;q=0.1', 'es-MX', 'Envío programado'],
  ['hi-IN,hi;q=0.9,en;q=0.8', 'hi-IN', 'बुक हो गई'],
  ['en;q=0.2, es;q=0.9', 'es', 'Envío programado'],
  ['es-abc', 'es', 'Envío programado'],
  ['de', 'en-IN', 'Booked'],
  ['*', 'en-IN', 'Booked'],
  ['es;q=0', 'en-IN', 'Booked'],
  ['constructor, __proto__;q=0.9', 'en-IN', 'Booked'],
  ['', 'en-IN', 'Booked'],
])('speaks the language of a visitor who asks for %j', async (accepted, language, heading) => {
  const { look } = await book();
  const answer = await look({ 'accept-language': accepted });
  expect([answer.headers.vary, headingOf(textOf(answer))]).toEqual(['Accept-Language', heading]);
  expect(textOf(answer)).toContain(`<html lang="${language}">`);
});

test.each(['fbclid=x', 'utm_source=a&utm_source=b', '=&&%zz=%', 'lang=', '__proto__=1'])(
  'ignores parameters of its link: ?%s',
  async (query) => {
    const { look, path } = await book();
    const answer = await api.engine.ask(`GET ${path}?${query}`);
    expect([answer.status, answer.body]).toEqual([200, (await look()).body]);
  },
);

test('answers HEAD as GET without the body, and redirects a trailing slash', async () => {
  const { look, path } = await book();
  const { headers, status } = await look();
  expect(await api.engine.ask(`HEAD ${path}`)).toEqual({ status, headers, body: undefined });
  for (const line of [`GET ${path}/?utm_source=x`, `HEAD ${path}///?utm_source=x`]) {
    const moved = await api.engine.ask(line);
    expect([moved.status, moved.headers.location]).toEqual([308, `${path}?utm_source=x`]);
  }
  expect((await api.engine.ask(`POST ${path}/`)).status).toBe(404);
  expect((await api.engine.ask('GET //evil.example/')).status).toBe(404);
});

test.each(['/healthz', '/openapi.json'])('%s ignores parameters too, and answers HEAD', async (path) => {
  const answer = await api.engine.ask(`GET ${path}?fbclid=x`);
  expect([answer.status, answer.headers]).toMatchObject([
    200,
    { 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' },
  ]);
  expect(await api.engine.ask(`HEAD ${path}`)).toMatchObject({ status: 200, body: undefined });
  expect((await api.engine.ask(`GET ${path}/`)).headers.location).toBe(path);
});

test('shows no stations of a delivery that is returned', async () => {
  const { walk, look } = await book();
  await walk('RETURN_INITIATED');
  const page = textOf(await look());
  expect([headingOf(page), page.includes('class="stations"')]).toEqual([
    'On the way back to the sender',
    false,
  ]);
});

test('shows that an unknown link leads nowhere', async () => {
  const spanish = await api.engine.ask('GET /track/x', { headers: { 'accept-language': 'es-CO,es' } });
  expect(headingOf(textOf(spanish))).toBe('No existe este envío');
  for (const id of ['x', 'x'.repeat(300), '%00', 'trk_01k00000000000000000000000']) {
    const answer = await api.engine.ask(`GET /track/${id}`);
    expect([answer.status, answer.headers['content-type'], headingOf(textOf(answer))]).toEqual([
      404,
      'text/html; charset=utf-8',
      'There is no such delivery',
    ]);
  }
});

test('has words for every status in each of its languages, and English ones for any other', () => {
  for (const language of ['en-IN', 'es-MX', 'pt-BR', 'hi-IN'])
    expect(Object.keys(trackingWords(language).statuses)).toEqual(deliveryStatuses);
  expect(trackingWords('pt-BR')).toMatchObject({ language: 'pt-BR', title: 'Entrega' });
  expect(trackingWords('de')).toMatchObject({ language: 'en', title: 'Delivery' });
});

test('a network address may read it 120 times a minute, and others are not affected', async () => {
  const { path } = await book();
  const from = (sourceIp: string) => api.engine.ask(`GET ${path}`, { sourceIp });
  const minute = () => Math.floor(Date.now() / 60_000);
  let answers: Awaited<ReturnType<typeof from>>[] = [];
  // A new minute begins in between at most once.
  for (const address of ['203.0.113.50', '203.0.113.52']) {
    const began = minute();
    answers = await Promise.all(Array.from({ length: 125 }, () => from(address)));
    if (minute() === began) break;
  }
  const statuses = Map.groupBy(answers, ({ status }) => status);
  expect([statuses.get(200)?.length, statuses.get(429)?.length]).toEqual([120, 5]);
  const [refused] = statuses.get(429) ?? [];
  expect(Number(refused?.headers['retry-after'])).toBeGreaterThan(0);
  expect((await from('203.0.113.51')).status).toBe(200);
});
