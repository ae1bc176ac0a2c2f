import type { Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { startReceiver } from '../webhooks/support/receiver.ts';
import { ending, receiver, send, useServers } from './posting.ts';
import { startRawServer } from './raw-server.ts';

useServers();

async function raw(onRequest: (socket: Socket) => void): Promise<string> {
  return ending(await startRawServer(onRequest)).url;
}

describe('an exchange that fails', () => {
  it.each(['120', 'Tue, 17 Mar 2026 21:02:00 GMT', '-1; or so'])(
    'returns a Retry-After of %s as it came',
    async (retryAfter) => {
      const { url } = await receiver((response) => {
        response.writeHead(503, { 'retry-after': retryAfter });
        response.end();
      });
      const seen = { failure: 'http_status', status: 503, body: '', retryAfter };
      expect(await send(url)).toEqual({ ok: false, ...seen });
    },
  );

  it.each([400, 404, 410, 429, 500, 503])('says http_status to %i, with the body', async (status) => {
    const { url } = await receiver((response) => {
      response.statusCode = status;
      response.end('no');
    });
    expect(await send(url)).toEqual({ ok: false, failure: 'http_status', status, body: 'no' });
  });

  it.each([300, 301, 302, 303, 304, 305, 307, 308])(
    'says redirect to %i and follows none',
    async (status) => {
      const elsewhere = await receiver();
      const { url } = await receiver((response) => {
        response.writeHead(status, { location: elsewhere.url });
        response.end();
      });
      expect(await send(url)).toEqual({ ok: false, failure: 'redirect', status, body: '' });
      expect(elsewhere.receipts).toEqual([]);
    },
  );

  it('says refused where nothing listens', async () => {
    const { url, stop } = await startReceiver();
    await stop();
    expect(await send(url)).toEqual({ ok: false, failure: 'refused', status: null, body: null });
  });

  it('says dns to a name that does not exist', async () => {
    expect(await send('http://no-such-shop.invalid/')).toEqual({
      ok: false,
      failure: 'dns',
      status: null,
      body: null,
    });
  });

  it('says timeout when no answer comes, and hangs up', async () => {
    const hungUp = Promise.withResolvers<void>();
    const { url } = await receiver((response) => response.on('close', hungUp.resolve));
    expect(await send(url, { deadlineMs: 150 })).toEqual({
      ok: false,
      failure: 'timeout',
      status: null,
      body: null,
    });
    await hungUp.promise;
  });

  it('says timeout when the headers never end', async () => {
    const url = await raw((socket) => {
      socket.write('HTTP/1.1 200 OK\r\n');
      const drip = setInterval(() => socket.write('x: y\r\n'), 20);
      socket.on('close', () => clearInterval(drip));
    });
    expect(await send(url, { deadlineMs: 300 })).toMatchObject({
      ok: false,
      failure: 'timeout',
      status: null,
    });
  });

  it('says invalid_response when informational responses never end', async () => {
    const url = await raw((socket) => {
      const flood = () => {
        while (!socket.destroyed && socket.write('HTTP/1.1 103 Early Hints\r\n\r\n'.repeat(2000)));
      };
      socket.on('drain', flood);
      flood();
    });
    const failed = { ok: false, failure: 'invalid_response', status: null, body: null };
    expect(await send(url)).toEqual(failed);
  });

  it('says timeout when informational responses drip', async () => {
    const url = await raw((socket) => {
      const drip = setInterval(() => socket.write('HTTP/1.1 103 Early Hints\r\n\r\n'), 50);
      socket.on('close', () => clearInterval(drip));
    });
    expect(await send(url, { deadlineMs: 300 })).toMatchObject({ failure: 'timeout', status: null });
  });

  it('says timeout when TCP is taken and TLS never begins', async () => {
    const url = await raw(() => {});
    const silent = { ok: false, failure: 'timeout', status: null, body: null };
    expect(await send(url.replace('http:', 'https:'), { deadlineMs: 150 })).toEqual(silent);
  });

  it.each([
    ['before an answer', ''],
    ['within the headers', 'HTTP/1.1 200 OK\r\nconten'],
  ])('says reset when the connection ends %s', async (_when, text) => {
    const url = await raw((socket) => socket.end(text));
    expect(await send(url)).toEqual({ ok: false, failure: 'reset', status: null, body: null });
  });

  it('says reset to a reset', async () => {
    const url = await raw((socket) => socket.resetAndDestroy());
    expect(await send(url)).toEqual({ ok: false, failure: 'reset', status: null, body: null });
  });

  it.each([
    ['no HTTP', 'SSH-2.0-OpenSSH_9.9\r\n'],
    ['headers without an end', `HTTP/1.1 200 OK\r\nx: ${'y'.repeat(300_000)}`],
    ['another protocol', 'HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n'],
  ])('says invalid_response to %s', async (_what, text) => {
    const url = await raw((socket) => socket.write(text));
    expect(await send(url)).toEqual({ ok: false, failure: 'invalid_response', status: null, body: null });
  });

  it('says tls when what answers does not speak it', async () => {
    const url = await raw((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
    expect(await send(url.replace('http:', 'https:'))).toMatchObject({
      ok: false,
      failure: 'tls',
      status: null,
    });
  });

  it('says invalid_url and blocked_address without opening a connection', async () => {
    const { url, receipts } = await receiver();
    const { port } = new URL(url);
    const deployed = { allowPrivate: false };
    expect(await send(url, deployed)).toMatchObject({ failure: 'invalid_url', status: null, body: null });
    expect(await send(`https://127.0.0.1:${port}/`, deployed)).toMatchObject({ failure: 'blocked_address' });
    expect(await send(`https://0x7f.1:${port}/`, deployed)).toMatchObject({ failure: 'blocked_address' });
    expect(await send(`https://[::ffff:127.0.0.1]:${port}/`, deployed)).toMatchObject({
      failure: 'blocked_address',
    });
    expect(await send(`http://user:pass@127.0.0.1:${port}/`)).toMatchObject({ failure: 'invalid_url' });
    expect(receipts).toEqual([]);
  });
});
