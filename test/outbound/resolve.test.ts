import { afterEach, describe, expect, it } from 'vitest';
import { post } from '../../shared/adapters/outbound/post.ts';
import { publicResolver, type Resolve } from '../../shared/adapters/outbound/resolve.ts';
import { type Receiver, startReceiver } from '../webhooks/support/receiver.ts';
import { type NameServer, startNameServer } from './name-server.ts';

const open: { stop(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.stop();
});

async function names(...addressesOf: Parameters<typeof startNameServer>): Promise<[Resolve, NameServer]> {
  const server = await startNameServer(...addressesOf);
  open.push(server);
  return [publicResolver([server.address]), server];
}

async function receiver(): Promise<Receiver> {
  const started = await startReceiver();
  open.push(started);
  return started;
}

const send = (url: string, resolve: Resolve, more: { deadlineMs?: number; allowPrivate?: boolean } = {}) =>
  post({ url, headers: {}, body: '{}', deadlineMs: 5000, allowPrivate: false, ...more }, resolve);

const failed = (failure: string) => ({
  ok: false,
  failure,
  status: null,
  body: null,
  durationMs: expect.any(Number),
});

describe('a name', () => {
  it('is asked for over the network, and not looked up among the names of this machine', async () => {
    const [resolve, { asked }] = await names(() => ['192.0.2.1', '192.0.2.2']);
    expect(await resolve('localhost')).toEqual([
      { address: '192.0.2.1', family: 4 },
      { address: '192.0.2.2', family: 4 },
    ]);
    expect(asked).toEqual(['localhost', 'localhost']);
  });

  it('has the addresses of both families, those of IPv4 first', async () => {
    const [resolve] = await names(
      () => ['192.0.2.1'],
      () => ['2001:db8:0:0:0:0:0:1'],
    );
    expect(await resolve('shop.test')).toEqual([
      { address: '192.0.2.1', family: 4 },
      { address: '2001:db8::1', family: 6 },
    ]);
  });

  it('whose IPv6 query gets no answer is reached over IPv4, long before the query times out', async () => {
    const { url, receipts } = await receiver();
    const { port } = new URL(url);
    const [resolve, { asked }] = await names(
      () => ['127.0.0.1'],
      () => undefined,
    );
    // Two seconds and another two, the patience for a name server, would be longer than the exchange may take.
    const result = await send(`http://shop.test:${port}/`, resolve, {
      allowPrivate: true,
      deadlineMs: 1800,
    });
    expect(result).toMatchObject({ ok: true, status: 200 });
    expect(receipts).toHaveLength(1);
    expect(asked).toEqual(['shop.test', 'shop.test']);
  });

  it('that has only IPv6 addresses resolves to those, however long the IPv4 query takes', async () => {
    const [resolve] = await names(
      () => [],
      () => ['2001:db8:0:0:0:0:0:1'],
    );
    expect(await resolve('shop.test')).toEqual([{ address: '2001:db8::1', family: 6 }]);
    const [slow] = await names(
      () => undefined,
      () => ['2001:db8:0:0:0:0:0:1'],
    );
    expect(await slow('shop.test')).toEqual([{ address: '2001:db8::1', family: 6 }]);
  });

  it('with an IPv6 address that is not public is refused, as with any other', async () => {
    const [resolve] = await names(
      () => ['8.8.8.8'],
      () => ['fd00:0:0:0:0:0:0:1'],
    );
    expect(await send('https://rebound.test/', resolve)).toEqual(failed('blocked_address'));
  });

  it('that has no addresses is a failure of dns', async () => {
    const [resolve] = await names(() => []);
    expect(await send('https://shop.test/', resolve)).toEqual(failed('dns'));
  });

  it('whose server does not answer takes no longer than the exchange may', async () => {
    const [resolve, { asked }] = await names(() => undefined);
    const result = await send('https://shop.test/', resolve, { deadlineMs: 200 });
    expect(result).toEqual(failed('timeout'));
    expect(asked).toContain('shop.test');
  });

  it('whose server does not answer holds up no other name, however many there are', async () => {
    const { port } = new URL((await receiver()).url);
    const [resolve] = await names((name) => (name.startsWith('silent') ? undefined : ['127.0.0.1']));
    const silent = Array.from({ length: 20 }, (_, n) =>
      send(`http://silent-${n}.test/`, resolve, { allowPrivate: true, deadlineMs: 1500 }),
    );
    const answered = await send(`http://shop.test:${port}/`, resolve, { allowPrivate: true });
    expect(answered).toMatchObject({ ok: true, status: 200 });
    let ended = 0;
    for (const one of silent) one.then(() => ended++);
    await Promise.resolve();
    expect(ended).toBe(0);
    for (const result of await Promise.all(silent)) expect(result).toEqual(failed('timeout'));
  });

  it('that resolves to this machine, later or among others, is never connected to', async () => {
    const { url, receipts } = await receiver();
    const { port } = new URL(url);
    const answers = [['127.0.0.1'], ['8.8.8.8', '127.0.0.1'], ['169.254.169.254'], ['10.0.0.1']];
    const [resolve] = await names(() => answers[0]);
    while (answers.length > 0) {
      expect(await send(`https://rebound.test:${port}/`, resolve)).toEqual(failed('blocked_address'));
      answers.shift();
    }
    expect(receipts).toEqual([]);
  });
});
