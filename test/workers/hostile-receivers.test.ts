import type { Socket } from 'node:net';
import { brotliCompressSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { beforeEach, describe, expect, test } from 'vitest';
import { DEADLINE_MS, post } from '../../shared/adapters/outbound/post.ts';
import { nextAttemptMessage } from '../../shared/webhooks/deliveries/attempt-message.ts';
import { loadWebhookDelivery } from '../../shared/webhooks/deliveries/webhook-delivery-store.ts';
import { startRawServer } from '../outbound/raw-server.ts';
import { engine, useTable } from '../support/table/setting.ts';
import { createFixture, type Fixture, START } from '../webhooks/support/fixture.ts';
import { makeAttempts } from '../webhooks/support/messages.ts';

let fixture: Fixture;
useTable();
beforeEach(() => {
  fixture = createFixture(engine.table);
});

/** Writes for as long as somebody reads: much at a time, or the writing alone would keep this process busy. */
function forEver(socket: Socket, text: string): void {
  const block = text.repeat(Math.ceil(65_536 / text.length));
  const more = () => {
    while (!socket.destroyed && socket.write(block));
  };
  socket.on('drain', more);
  more();
}

function dripping(socket: Socket, text: string): void {
  const drip = setInterval(() => socket.write(text), 20);
  socket.on('close', () => clearInterval(drip));
}

/** The socket, with the start of an answer written. */
function started(socket: Socket, text: string): Socket {
  socket.write(text);
  return socket;
}

/** Answers the whole of a compressed body. */
const compressed = (encoding: string, bytes: Buffer) => (socket: Socket) => {
  socket.write(`HTTP/1.1 200 OK\r\ncontent-encoding: ${encoding}\r\ncontent-length: ${bytes.length}\r\n\r\n`);
  socket.write(bytes);
};

const OK = 'HTTP/1.1 200 OK\r\n';
const bomb = Buffer.alloc(32 * 1024 * 1024);
const kept = '\0'.repeat(16 * 1024);

type Recorded = [failureClass: string | null, status: number | null, body: unknown];

/** What a receiver does once it has a request, and how that stands in the history. */
const receivers: [string, (socket: Socket) => void, Recorded][] = [
  ['says nothing', () => {}, ['timeout', null, null]],
  ['drips headers', (socket) => dripping(started(socket, OK), 'x: y\r\n'), ['timeout', null, null]],
  [
    'has headers without end',
    (socket) => forEver(started(socket, OK), `x: ${'y'.repeat(1000)}\r\n`),
    ['invalid_response', null, null],
  ],
  [
    'drips a body',
    (socket) => dripping(started(socket, `${OK}content-length: 9999\r\n\r\nabc`), '.'),
    [null, 200, expect.stringMatching(/^abc\.*$/)],
  ],
  [
    'has a body without end',
    (socket) => forEver(started(socket, `${OK}\r\n`), 'x'),
    [null, 200, 'x'.repeat(16 * 1024)],
  ],
  [
    'has chunks without end',
    (socket) =>
      forEver(started(socket, `${OK}transfer-encoding: chunked\r\n\r\n`), `40\r\n${'x'.repeat(64)}\r\n`),
    [null, 200, 'x'.repeat(16 * 1024)],
  ],
  ['hides a bomb in gzip', compressed('gzip', gzipSync(bomb)), [null, 200, kept]],
  ['hides a bomb in deflate', compressed('deflate', deflateSync(bomb)), [null, 200, kept]],
  ['hides a bomb in brotli', compressed('br', brotliCompressSync(bomb)), [null, 200, kept]],
  ['hides a bomb in zstd', compressed('zstd', zstdCompressSync(bomb)), [null, 200, expect.any(String)]],
  [
    'hides a bomb in a bomb',
    compressed('gzip, gzip', gzipSync(gzipSync(bomb))),
    [null, 200, expect.any(String)],
  ],
  ['hangs up at once', (socket) => socket.end(), ['reset', null, null]],
  ['resets at once', (socket) => socket.resetAndDestroy(), ['reset', null, null]],
  [
    'resets within the body',
    (socket) =>
      socket.write(`${OK}content-length: 9\r\n\r\nabc`, () =>
        setTimeout(() => socket.resetAndDestroy(), 100),
      ),
    [null, 200, 'abc'],
  ],
  [
    'promises more than comes',
    (socket) => socket.end(`${OK}content-length: 9\r\n\r\nabc`),
    [null, 200, 'abc'],
  ],
  [
    'sends more than it promised',
    (socket) => socket.write(`${OK}content-length: 3\r\n\r\nabcdef`),
    [null, 200, 'abc'],
  ],
  [
    'goes on after its answer',
    (socket) => socket.write(`${OK}content-length: 0\r\n\r\n${OK}content-length: 0\r\n\r\n`),
    [null, 200, ''],
  ],
  [
    'keeps the connection',
    (socket) => socket.write(`${OK}connection: keep-alive\r\ncontent-length: 2\r\n\r\nok`),
    [null, 200, 'ok'],
  ],
  [
    'informs without end',
    (socket) => forEver(socket, 'HTTP/1.1 103 Early Hints\r\n\r\n'),
    ['invalid_response', null, null],
  ],
  [
    'wants another protocol',
    (socket) =>
      socket.write('HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n'),
    ['invalid_response', null, null],
  ],
  [
    'speaks no HTTP',
    (socket) => forEver(socket, 'SSH-2.0-OpenSSH_9.9\r\n'),
    ['invalid_response', null, null],
  ],
  [
    'leads to this machine',
    (socket) =>
      socket.write(
        'HTTP/1.1 307 Temporary Redirect\r\nlocation: http://127.0.0.1:9001/\r\ncontent-length: 0\r\n\r\n',
      ),
    ['redirect', 307, ''],
  ],
  [
    'asks for other credentials',
    (socket) => socket.write('HTTP/1.1 407 Proxy Authentication Required\r\ncontent-length: 0\r\n\r\n'),
    ['http_status', 407, ''],
  ],
];

describe('a receiver that', () => {
  test.each(receivers)(
    '%s makes one recorded attempt, and its connection ends',
    async (_what, act, [failureClass, status, body]) => {
      const hungUp = Promise.withResolvers<void>();
      const server = await startRawServer((socket) => {
        socket.on('close', () => hungUp.resolve());
        act(socket);
      });
      try {
        const { id: endpointId } = await fixture.addEndpoint({ url: server.url });
        const delivery = await fixture.addDelivery({ endpointId });
        const services = {
          ...fixture.services,
          post: within(failureClass === 'timeout' ? 300 : DEADLINE_MS),
        };
        const message = { messageId: 'm1', body: JSON.stringify(nextAttemptMessage(delivery, START)) };
        expect(await makeAttempts(services, [message])).toEqual([]);
        await hungUp.promise;
        const found = await loadWebhookDelivery(engine.table, fixture.scope, delivery.id);
        const attempts = found?.attempts.map(({ responseHeaders, ...attempt }) => {
          // What it says of its answer is kept within the write that stores the attempt.
          expect(JSON.stringify(responseHeaders ?? {}).length).toBeLessThan(1500);
          return attempt;
        });
        expect(attempts).toEqual([
          {
            number: 1,
            startedAt: START.toISOString(),
            durationMs: expect.any(Number),
            status,
            failureClass,
            body,
            nextAttemptAt: failureClass === null ? null : new Date(START.getTime() + 60_000).toISOString(),
          },
        ]);
        expect(found?.delivery.status).toBe(failureClass === null ? 'succeeded' : 'pending');
      } finally {
        await server.stop();
      }
    },
  );

  test('does any of this holds up no other of its batch', async () => {
    const servers = await Promise.all(receivers.map(([, act]) => startRawServer(act)));
    const good = await startRawServer((socket) => socket.end(`${OK}content-length: 2\r\n\r\nok`));
    try {
      const deliveries = [];
      for (const { url } of [...servers, good]) {
        const { id: endpointId } = await fixture.addEndpoint({ url });
        deliveries.push(await fixture.addDelivery({ endpointId }));
      }
      const records = deliveries.map((one) => ({
        messageId: one.id,
        body: JSON.stringify(nextAttemptMessage(one, START)),
      }));
      expect(await makeAttempts({ ...fixture.services, post: within(3000) }, records)).toEqual([]);
      const classes = [];
      for (const { id } of deliveries) {
        const found = await loadWebhookDelivery(engine.table, fixture.scope, id);
        classes.push(found?.attempts.map((attempt) => attempt.failureClass));
      }
      expect(classes).toEqual([...receivers.map(([, , [failureClass]]) => [failureClass]), [null]]);
    } finally {
      await Promise.all([...servers, good].map((server) => server.stop()));
    }
  });
});

/** The exchange with a deadline that a test can wait for: 15 s, for those that are to reach it. */
const within =
  (deadlineMs: number): Fixture['services']['post'] =>
  (request) =>
    post({ ...request, deadlineMs });
