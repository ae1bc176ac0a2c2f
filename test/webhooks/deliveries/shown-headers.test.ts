import { expect, test } from 'vitest';
import { fixture, receiver, useApi } from '../support/api-setting.ts';
import { ask, PATH } from '../support/deliveries-api.ts';

useApi();

interface Shown {
  requestHeaders: Record<string, string> | null;
  responseHeaders: Record<string, string> | null;
}

async function attemptsOf(id: string): Promise<Shown[]> {
  const { status, body } = await ask(`GET ${PATH}/${id}`);
  expect(status).toBe(200);
  return (body as { attempts: Shown[] }).attempts;
}

async function sent() {
  const { id: endpointId } = await fixture.addEndpoint({ url: receiver.url });
  const delivery = await fixture.addDelivery({ endpointId, orderId: 'ord_1', sequence: 3 });
  await fixture.ask(delivery);
  await fixture.drain();
  return delivery;
}

test('an attempt shows the headers that it was sent with, without what signs them', async () => {
  const { id, eventId } = await sent();
  const [attempt] = await attemptsOf(id);
  const received = receiver.receipts[0]?.headers ?? {};
  const { host: _to, connection: _of, ...headers } = received;
  const signatures = { 'webhook-signature': 'v1,…', 'x-talkyria-signature': 'sha256=…' };
  const shown = Object.entries(attempt?.requestHeaders ?? {}).map(([name, value]) => [
    name.toLowerCase(),
    value,
  ]);
  expect(Object.fromEntries(shown)).toEqual({ ...headers, ...signatures });
  expect(attempt?.requestHeaders).toMatchObject({ 'webhook-id': eventId, 'webhook-sequence': '3' });
  expect(received['webhook-signature']).toMatch(/^v1,.{44}$/);
});

test('each attempt has a timestamp of its own, and what the receiver said of its answer', async () => {
  receiver.answer = (response) => {
    response.writeHead(receiver.receipts.length === 1 ? 503 : 200, {
      'content-type': 'text/plain',
      'retry-after': '120',
      server: 'nginx',
      'set-cookie': 'secret=1',
      'x-trace': 'abc',
    });
    response.end('busy');
  };
  const { id } = await sent();
  const [first, second] = await attemptsOf(id);
  const said = { 'retry-after': '120', 'content-type': 'text/plain', server: 'nginx', 'x-trace': 'abc' };
  expect([first?.responseHeaders, second?.responseHeaders]).toEqual([said, said]);
  const sentAt = receiver.receipts.map(({ headers }) => headers['webhook-timestamp']);
  expect([first, second].map((attempt) => attempt?.requestHeaders?.['webhook-timestamp'])).toEqual(sentAt);
});

test('of very many headers some are kept: few of a first attempt, up to 1,000 characters of others', async () => {
  const many = Object.fromEntries(
    Array.from({ length: 80 }, (_, n) => [
      `x-header-${String(n).padStart(2, '0')}`,
      'y'.repeat(n === 0 ? 900 : 20),
    ]),
  );
  receiver.answer = (response) => {
    response.writeHead(receiver.receipts.length === 1 ? 500 : 200, { ...many, 'content-type': 'text/html' });
    response.end();
  };
  const { id } = await sent();
  const sizes = (await attemptsOf(id)).map(({ responseHeaders }) =>
    Object.entries(responseHeaders ?? {}).reduce((sum, [name, value]) => sum + name.length + value.length, 0),
  );
  expect(sizes[0]).toBeLessThanOrEqual(100);
  expect(sizes[1]).toBeLessThanOrEqual(1000);
  expect(sizes[1]).toBeGreaterThan(900);
  const [first, second] = await attemptsOf(id);
  expect(first?.responseHeaders).toMatchObject({ 'content-type': 'text/html' });
  expect(second?.responseHeaders?.['x-header-00']).toBe(`${'y'.repeat(200)}…`);
});

test('an attempt without a response has none, and one that was not made shows no request', async () => {
  const { id: endpointId } = await fixture.addEndpoint({ url: receiver.url });
  await receiver.stop();
  const delivery = await fixture.addDelivery({ endpointId });
  await fixture.ask(delivery);
  await fixture.drain();
  const attempts = await attemptsOf(delivery.id);
  expect(attempts[0]).toMatchObject({
    responseHeaders: null,
    requestHeaders: { 'webhook-id': delivery.eventId },
  });

  const gone = await fixture.addDelivery({ endpointId: 'whe_none' });
  await fixture.ask(gone);
  await fixture.drain();
  expect(await attemptsOf(gone.id)).toMatchObject([
    { failureClass: 'endpoint_deleted', requestHeaders: null, responseHeaders: null },
  ]);
});
