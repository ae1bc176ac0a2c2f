import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { receiver, send, useServers } from './posting.ts';

useServers();

describe('an exchange that succeeds', () => {
  it('delivers the exact bytes with the given headers and answers with status and body', async () => {
    const { url, receipts } = await receiver((response) => {
      response.statusCode = 202;
      response.end('¡gracias!');
    });
    expect(await send(url)).toEqual({ ok: true, status: 202, body: '¡gracias!' });
    expect(receipts).toEqual([
      {
        method: 'POST',
        path: '/hook',
        body: '{"a":"ñ"}',
        headers: {
          host: new URL(url).host,
          connection: 'close',
          'content-type': 'application/json',
          'content-length': '10',
          'accept-encoding': 'identity',
          'x-extra': '1',
        },
      },
    ]);
  });

  it.each([
    ['gzip', gzipSync],
    ['x-gzip', gzipSync],
    ['deflate', deflateSync],
    ['br', brotliCompressSync],
    ['identity', (text: string) => text],
  ])('reads a body in %s', async (encoding, encode) => {
    const { url } = await receiver((response) => {
      response.setHeader('content-encoding', encoding);
      response.end(encode('compressed'));
    });
    expect(await send(url)).toEqual({ ok: true, status: 200, body: 'compressed' });
  });

  it('needs no body, whatever the encoding claims', async () => {
    const { url } = await receiver((response) => {
      response.writeHead(204, { 'content-encoding': 'gzip' });
      response.end();
    });
    expect(await send(url)).toEqual({ ok: true, status: 204, body: '' });
  });

  it('keeps 16 kB of the body and drops the rest of an endless one', async () => {
    const { url } = await receiver((response) => {
      const more = () => {
        while (!response.destroyed && response.write('€'.repeat(1000)));
      };
      response.on('drain', more);
      more();
    });
    // 16,384 is no multiple of the three bytes of a euro: what is left of the last one is dropped.
    expect(await send(url)).toEqual({ ok: true, status: 200, body: '€'.repeat(5461) });
  });

  it.each([
    ['gzip', gzipSync],
    ['deflate', deflateSync],
    ['br', brotliCompressSync],
  ])('reads no more than 16 kB out of a bomb in %s', async (encoding, encode) => {
    const bomb = encode(Buffer.alloc(64 * 1024 * 1024));
    const { url } = await receiver((response) => {
      response.setHeader('content-encoding', encoding);
      response.end(bomb);
    });
    expect(await send(url)).toEqual({ ok: true, status: 200, body: '\0'.repeat(16_384) });
  });
});
