import { afterAll, beforeAll, expect, test } from 'vitest';
import { createExample } from '../../functions/delivery/create-body.ts';
import { trackingWords } from '../../functions/meta/tracking-words.ts';
import { deliveryStatuses } from '../../shared/deliveries/delivery.ts';
import type { TenantChanges } from '../../shared/tenants/settings.ts';
import { addIndian, type DeliveryApi, dataOf, startDeliveryApi } from './api.ts';

let api: DeliveryApi;
beforeAll(async () => {
  api = await startDeliveryApi();
});
afterAll(() => api.engine.stop());

/** A booked delivery, and what the public sees of it. */
async function book(terms: TenantChanges = {}) {
  const { testKey } = await addIndian(api.table, { postpaid: { enabled: true, limit: 1000 }, ...terms });
  const body = { ...createExample, paymentMode: 'postpaid' };
  const { orderID, trackingLink } = dataOf(await api.ask('POST /v2/order/create', testKey, body));
  const path = new URL(String(trackingLink)).pathname;
  return {
    orderID: String(orderID),
    walk: (status: string) => api.ask('POST /v2/test/order/status', testKey, { orderID, status }),
    look: () => api.engine.ask(`GET ${path}`),
  };
}

const textOf = ({ body }: { body: unknown }): string => String(body);
const headingOf = (page: string) => /<h1>(.*)<\/h1>/.exec(page)?.[1];

test('says in the shop’s language and on its clock where the delivery is and was, and names nobody', async () => {
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
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'",
    }),
  ]);
  expect(page).toContain('<html lang="es-CO">');
  expect(headingOf(page)).toBe('Recogido, en camino');
  expect(page).toContain('<p class="shop">Té &amp; Café &lt;Sur&gt;</p>');
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

test('looks again by itself until the delivery is over', async () => {
  const { walk, look } = await book();
  expect(textOf(await look())).toContain('<meta http-equiv="refresh" content="30">');
  await walk('DROPCOMPLETED');
  const over = textOf(await look());
  expect([headingOf(over), over.includes('http-equiv="refresh"')]).toEqual(['Delivered', false]);
});

test('shows no stations of a delivery that goes back', async () => {
  const { walk, look } = await book();
  await walk('RETURN_INITIATED');
  const page = textOf(await look());
  expect([headingOf(page), page.includes('class="stations"')]).toEqual([
    'On the way back to the sender',
    false,
  ]);
});

test('says of an unknown link that it leads nowhere', async () => {
  for (const id of ['x', 'trk_01k00000000000000000000000']) {
    const answer = await api.engine.ask(`GET /track/${id}`);
    expect([answer.status, answer.headers['content-type'], headingOf(textOf(answer))]).toEqual([
      404,
      'text/html; charset=utf-8',
      'There is no such delivery',
    ]);
  }
});

test('has words for every status in each of its languages, and English ones for any other', () => {
  for (const language of ['en-IN', 'es-MX', 'pt-BR'])
    expect(Object.keys(trackingWords(language).statuses)).toEqual(deliveryStatuses);
  expect(trackingWords('pt-BR')).toMatchObject({ language: 'pt-BR', title: 'Entrega' });
  expect(trackingWords('hi')).toMatchObject({ language: 'en', title: 'Delivery' });
});
