import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, test } from 'vitest';
import { type Download, download } from '../../shared/adapters/outbound/download.ts';
import { ending, useServers } from './posting.ts';
import { startRawServer } from './raw-server.ts';

useServers();

async function serving(answer: (request: IncomingMessage, response: ServerResponse) => void) {
  const asked: { url: string | undefined; authorization: string | undefined }[] = [];
  const server = createServer((request, response) => {
    asked.push({ url: request.url, authorization: request.headers.authorization });
    answer(request, response);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  return ending({
    url: `http://127.0.0.1:${port}`,
    asked,
    async stop() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  });
}

async function fetched(url: string, more: Partial<Download> = {}) {
  const found = await download({
    url,
    headers: { authorization: 'Basic c2VjcmV0' },
    deadlineMs: 5000,
    maxBytes: 1000,
    allowPrivate: true,
    ...more,
  });
  return found.ok ? Buffer.concat(found.chunks).toString() : [found.failure, found.status];
}

describe('a file', () => {
  test('arrives completely, up to the size limit', async () => {
    const { url, asked } = await serving((_request, response) => response.end('a'.repeat(1000)));
    expect(await fetched(url)).toBe('a'.repeat(1000));
    expect(asked).toEqual([{ url: '/', authorization: 'Basic c2VjcmV0' }]);
  });

  test('that is longer, or claims to be, is refused', async () => {
    const declared = await serving((_request, response) => response.end('a'.repeat(1001)));
    expect(await fetched(declared.url)).toEqual(['too_large', 200]);
    const endless = await serving((_request, response) => {
      const more = () => response.write('a'.repeat(100), () => response.destroyed || setImmediate(more));
      more();
    });
    expect(await fetched(endless.url)).toEqual(['too_large', 200]);
  });

  test.each([404, 403, 429, 500, 304])('of status %i is a failure', async (status) => {
    const { url } = await serving((_request, response) => response.writeHead(status).end('a'));
    expect(await fetched(url)).toEqual([status === 304 ? 'redirect' : 'http_status', status]);
  });

  test('that does not come in time is given up', async () => {
    const { url } = await serving((_request, response) => response.write('a'));
    expect(await fetched(url, { deadlineMs: 50 })).toEqual(['timeout', null]);
  });

  test('that breaks off is a failure', async () => {
    const { url } = ending(
      await startRawServer((socket) => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nabc')),
    );
    expect(await fetched(url)).toEqual(['reset', null]);
  });
});

describe('a redirect', () => {
  test('is followed, with credentials within its origin only', async () => {
    const other = await serving((_request, response) => response.end('audio'));
    const own = await serving(({ url }, response) => {
      const location = url === '/' ? '/again' : `${other.url}/media`;
      response.writeHead(302, { location }).end();
    });
    expect(await fetched(own.url)).toBe('audio');
    expect(own.asked).toEqual([
      { url: '/', authorization: 'Basic c2VjcmV0' },
      { url: '/again', authorization: 'Basic c2VjcmV0' },
    ]);
    expect(other.asked).toEqual([{ url: '/media', authorization: undefined }]);
  });

  test('that never ends is given up', async () => {
    const { url, asked } = await serving((_request, response) =>
      response.writeHead(301, { location: '/' }).end(),
    );
    expect(await fetched(url)).toEqual(['redirect', 301]);
    expect(asked).toHaveLength(4);
  });

  test('to nowhere is a failure', async () => {
    const { url } = await serving((_request, response) =>
      response.writeHead(302, { location: 'http://[' }).end(),
    );
    expect(await fetched(url)).toEqual(['redirect', 302]);
  });
});

test.each([
  ['http://127.0.0.1/a', 'invalid_url'],
  ['https://127.0.0.1/a', 'blocked_address'],
  ['https://169.254.169.254/latest/meta-data', 'blocked_address'],
  ['https://[::1]/a', 'blocked_address'],
  ['ftp://example.com/a', 'invalid_url'],
  ['https://user:secret@example.com/a', 'invalid_url'],
  ['none', 'invalid_url'],
])('%s is not connected to', async (url, failure) => {
  expect(await fetched(url, { allowPrivate: false })).toEqual([failure, null]);
});

test('a name that leads to an address which is not public is not connected to', async () => {
  const found = await download(
    {
      url: 'https://recordings.example.com/a',
      headers: {},
      deadlineMs: 5000,
      maxBytes: 10,
      allowPrivate: false,
    },
    async () => [{ address: '10.0.0.1', family: 4 }],
  );
  expect(found).toEqual({ ok: false, failure: 'blocked_address', status: null });
});
