import type { Socket } from 'node:net';
import { deflateRawSync, gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { DEADLINE_MS, post } from '../../shared/adapters/outbound/post.ts';
import { startRawServer } from './raw-server.ts';

const open: { stop(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.stop();
});

/** What a POST comes to when a receiver does this with the socket. */
async function resultOf(act: (socket: Socket) => void, { body = '{}', deadlineMs = DEADLINE_MS } = {}) {
  const server = await startRawServer(act);
  open.push(server);
  return post({ url: server.url, headers: {}, body, deadlineMs, allowPrivate: true });
}

const OK = 'HTTP/1.1 200 OK\r\n';

/** A whole answer, and the connection's end. */
const answering =
  (headers: string, ...body: (string | Buffer)[]) =>
  (socket: Socket): void => {
    const parts = [`${headers}\r\n`, ...body].map((part) => Buffer.from(part));
    socket.end(Buffer.concat(parts));
  };

const dripping = (text: string) => (socket: Socket) => {
  socket.write(text);
  const drip = setInterval(() => socket.write('.'), 20);
  socket.on('close', () => clearInterval(drip));
};

// A start that says no more than that it is gzip, and empty blocks for ever.
const emptyBlocks = Buffer.concat(Array(10_000).fill(Buffer.from([0, 0, 0, 0xff, 0xff])));

const successes: [string, (socket: Socket) => void, unknown][] = [
  ['is in an encoding that is a charset', answering(`${OK}content-encoding: UTF-8\r\n`, 'ok'), 'ok'],
  ['is in an encoding that nobody knows', answering(`${OK}content-encoding: x-none\r\n`, 'ok'), 'ok'],
  ['is in an encoding without a name', answering(`${OK}content-encoding: \r\n`, 'ok'), 'ok'],
  ['is encoded twice', answering(`${OK}content-encoding: gzip, br\r\n`, 'ok'), 'ok'],
  ['is no gzip', answering(`${OK}content-encoding: gzip\r\n`, 'rubbish'), ''],
  ['is no brotli', answering(`${OK}content-encoding: br\r\n`, 'rubbish'), ''],
  ['is raw deflate', answering(`${OK}content-encoding: deflate\r\n`, deflateRawSync('ok')), ''],
  ['is half a gzip', answering(`${OK}content-encoding: gzip\r\n`, gzipSync('ok').subarray(0, 15)), 'ok'],
  [
    'is a gzip that becomes nothing',
    (socket) => {
      socket.write(`${OK}content-encoding: gzip\r\n\r\n`);
      socket.write(gzipSync('').subarray(0, 10));
      const more = () => {
        while (!socket.destroyed && socket.write(emptyBlocks));
      };
      socket.on('drain', more);
      more();
    },
    '',
  ],
  ['is no UTF-8', answering(`${OK}`, Buffer.from([0x6f, 0xf1, 0x6b])), 'o\ufffdk'],
  ['is shorter than its length', answering(`${OK}content-length: 9\r\n`, 'abc'), 'abc'],
  ['is longer than its length', answering(`${OK}content-length: 2\r\n`, 'okay'), 'ok'],
  [
    'has two framings',
    answering(`${OK}content-length: 9\r\ntransfer-encoding: chunked\r\n`, '2\r\nok'),
    'ok',
  ],
  ['has chunks of no size', answering(`${OK}transfer-encoding: chunked\r\n`, 'zz\r\nok'), ''],
  ['has a chunk without an end', answering(`${OK}transfer-encoding: chunked\r\n`, '9\r\nok'), 'ok'],
  ['belongs to no 204', answering('HTTP/1.1 204 No Content\r\n', 'ok'), ''],
  ['comes without a type or a length', answering('HTTP/1.0 200\r\n', 'ok'), 'ok'],
  ['never comes', (socket) => socket.write(`${OK}content-length: 2\r\n\r\n`), ''],
  ['drips', dripping(`${OK}content-length: 99999\r\n\r\nabc`), expect.stringMatching(/^abc\.+$/)],
  ['drips in gzip', dripping(`${OK}content-encoding: gzip\r\n\r\n`), ''],
  [
    'is reset',
    (socket) => {
      socket.write(`${OK}content-length: 9\r\n\r\n`, () => setImmediate(() => socket.resetAndDestroy()));
    },
    '',
  ],
  ['follows 60 kB of headers', answering(`${OK}x: ${'y'.repeat(60_000)}\r\n`, 'ok'), 'ok'],
  ['follows 3,000 headers', answering(`${OK}${'set-cookie: a=b; path=/\r\n'.repeat(3000)}`, 'ok'), 'ok'],
  ['follows lines that end alone', answering(`${OK}x: y\n`, 'ok'), 'ok'],
  ['follows a header with a control character', answering(`${OK}x: \x01\r\n`, 'ok'), 'ok'],
  ['follows two lengths', answering(`${OK}content-length: 2\r\ncontent-length: 3\r\n`, 'ok'), ''],
  ['follows a length below nothing', answering(`${OK}content-length: -1\r\n`, 'ok'), ''],
  ['follows a header with a space in its name', answering(`${OK}x y: 1\r\n`, 'ok'), ''],
  ['offers another protocol', answering(`${OK}connection: upgrade\r\nupgrade: h2c\r\n`, 'ok'), 'ok'],
];

describe('a 2xx is a success when its body', () => {
  it.each(successes)('%s', async (_what, act, body) => {
    const result = await resultOf(act);
    expect(result).toEqual({ ok: true, status: expect.any(Number), body, durationMs: expect.any(Number) });
    expect(result.status === 200 || result.status === 204).toBe(true);
  });

  it('drips until the deadline', async () => {
    const drip = dripping(`${OK}content-length: 99999\r\n\r\nabc`);
    expect(await resultOf(drip, { deadlineMs: 300 })).toMatchObject({ ok: true, status: 200 });
  });

  it('comes before the request is read, of which the rest is refused', async () => {
    const early = (socket: Socket) => {
      socket.pause();
      socket.end(`${OK}content-length: 2\r\n\r\nok`);
    };
    expect(await resultOf(early, { body: 'x'.repeat(256 * 1024) })).toMatchObject({ ok: true, status: 200 });
  });
});

describe('the status alone decides as well', () => {
  it.each([
    ['http_status', 'HTTP/1.1 410 Gone\r\n', 410],
    ['http_status', 'HTTP/1.1 503 Busy\r\n', 503],
    ['redirect', 'HTTP/1.1 302 Found\r\n', 302],
  ])('%s: %s with half a body in an odd encoding', async (failure, start, status) => {
    const act = answering(`${start}retry-after: 7\r\ncontent-encoding: UTF-8\r\ncontent-length: 9\r\n`, 'no');
    expect(await resultOf(act)).toEqual({
      ok: false,
      failure,
      status,
      body: 'no',
      retryAfter: '7',
      durationMs: expect.any(Number),
    });
  });
});
