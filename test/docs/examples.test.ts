import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bodyOf, type Example, keyHeaderOf, targetOf } from '../../functions/docs/base/example.ts';
import { filled, heldAt } from '../../functions/docs/base/values.ts';
import { confirmationExamples } from '../../functions/docs/pages/confirmation.ts';
import { customerExamples } from '../../functions/docs/pages/customers.ts';
import { deliveryExamples } from '../../functions/docs/pages/delivery.ts';
import { intakeExamples } from '../../functions/docs/pages/intake.ts';
import { orderExamples } from '../../functions/docs/pages/orders.ts';
import { platformExamples } from '../../functions/docs/pages/platform.ts';
import { quickstartExamples } from '../../functions/docs/pages/quickstart.ts';
import { webhookExamples } from '../../functions/docs/pages/webhooks.ts';
import { builtInItems } from '../../infra/regions/built-in.ts';
import { type ApiResponse, createTenant, request } from '../support/api/client.ts';
import { type SpawnedHost, spawnHost } from '../support/processes/host.ts';

let host: SpawnedHost;
beforeAll(async () => {
  host = await spawnHost({ adminKey: 'admin_of_the_documentation', items: builtInItems() });
}, 120_000);
afterAll(async () => {
  await host?.stop();
});

/** Sends a page's examples one after the other, as its reader does from top to bottom. */
async function readAlong(examples: readonly Example[], key: string): Promise<Map<string, ApiResponse>> {
  const values = new Map<string, string>();
  const heard = new Map<string, ApiResponse>();
  for (const example of examples) {
    const { route, keeps = {} } = example;
    const header = keyHeaderOf(route);
    const body = bodyOf(example);
    const answer = await request(host.url, `${route.method} ${filled(targetOf(example), values)}`, {
      ...(body !== undefined && { body: filled(body, values) }),
      headers: header === undefined ? {} : { [header]: header === 'Authorization' ? `Bearer ${key}` : key },
    });
    heard.set(example.id, answer);
    for (const [name, path] of Object.entries(keeps)) {
      const value = heldAt(answer.body, path);
      if (typeof value === 'string' && value !== '') values.set(name, value);
    }
  }
  return heard;
}

const shops = {
  CO: { name: 'Mi Tienda', country: 'CO', currency: 'COP' },
  IN: { name: 'My Shop', country: 'IN', currency: 'INR' },
} as const;

const keyOf = async (country: keyof typeof shops) => (await createTenant(host, shops[country])).testKey;

const statusesOf = (heard: ReadonlyMap<string, ApiResponse>) =>
  Object.fromEntries([...heard].map(([id, { status }]) => [id, status]));

describe.each(['CO', 'IN'] as const)('the examples run as they stand, for a shop in %s', (country) => {
  test.each([
    ['quickstart', quickstartExamples, [200, 200]],
    ['confirmation', confirmationExamples, [200, 200, 200, 200, 200]],
    ['orders', orderExamples, [201, 201, 200, 200, 200, 200, 200, 201, 200, 200]],
    ['intake', intakeExamples, [201, 200, 200]],
    ['platform', platformExamples, [201, 201, 200, 200, 200, 200, 200, 200]],
    ['webhooks', webhookExamples, [201, 202, 200, 200, 202, 204]],
    ['customers', customerExamples, [201, 200, 200]],
  ] as const)('of %s', async (_page, examples, statuses) => {
    const heard = await readAlong(examples, await keyOf(country));
    expect(statusesOf(heard)).toEqual(Object.fromEntries(examples.map(({ id }, at) => [id, statuses[at]])));
  });

  test('of deliveries, each city’s own for who pays in its money', async () => {
    const heard = await readAlong(deliveryExamples, await keyOf(country));
    const refused = country === 'CO' ? 'create' : 'create-bogota';
    const { [refused]: status, ...others } = statusesOf(heard);
    expect(status).toBe(400);
    expect(heard.get(refused)?.body).toMatchObject({ code: 'E108' });
    expect(Object.values(others).every((each) => each === 200)).toBe(true);
  });
});

test('their answers are those that their page shows', async () => {
  const key = await keyOf('CO');
  const orders = await readAlong(orderExamples, key);
  expect(orders.get('update')?.body).toEqual({ success: true, message: 'Order updated successfully' });
  const id = heldAt(orders.get('create')?.body, 'order._id');
  const again = await readAlong(orderExamples.slice(0, 1), key);
  expect(again.get('create')).toMatchObject({
    status: 409,
    body: { error: { details: { _id: id } } },
  });
  const intake = await readAlong(intakeExamples, key);
  expect(intake.get('post')?.body).toMatchObject({ id: '123456', phone: null });
  const platform = await readAlong([...platformExamples, ...platformExamples.slice(5, 6)], key);
  expect(platform.get('confirm')?.body).toMatchObject({ error: { code: expect.any(String) } });
});
