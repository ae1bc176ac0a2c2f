import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import { type AddressInfo, createServer as createTcpServer, type Server, type Socket } from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';
import { afterEach, expect, it } from 'vitest';
import { type Connections, createConnections } from '../../../infra/local/functions/connections.ts';
import { shareConnections } from '../../../infra/local/functions/share-connections.ts';
import { createSender } from '../../../shared/adapters/aws/sender.ts';

const cleanups: (() => void)[] = [];

afterEach(() => {
  for (const clean of cleanups.splice(0).reverse()) clean();
});

interface Reached {
  connections: Connections;
  /** All that were ever opened. */
  sockets: Socket[];
}

async function reach(server: Server): Promise<Reached> {
  const sockets: Socket[] = [];
  server.on('connection', (socket: Socket) => sockets.push(socket));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const connections = createConnections('127.0.0.1', (server.address() as AddressInfo).port);
  cleanups.push(() => {
    connections.close();
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  return { connections, sockets };
}

const serving = (listener: RequestListener) => reach(createServer(listener));

/** A server that answers each request with these bytes, whatever it is. */
const answering = (answer: string) =>
  reach(createTcpServer((socket) => socket.on('data', () => socket.write(answer))));

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

const echo: RequestListener = async (request, response) => {
  const { method, url, headers } = request;
  const text = JSON.stringify({ method, url, of: headers['x-of'], body: await bodyOf(request) });
  response.writeHead(headers['x-of'] === 'nobody' ? 400 : 200, { 'content-length': Buffer.byteLength(text) });
  response.end(text);
};

async function post({ send }: Connections, of: string, body = ''): Promise<unknown> {
  const headers = ['host', 'local', 'x-of', of, 'content-length', String(Buffer.byteLength(body))];
  const { status, bytes } = await send(headers, body);
  return { status, answer: JSON.parse(bytes.toString()) };
}

it('gives each of many requests at once its own answer', async () => {
  const { connections, sockets } = await serving(echo);
  const all = Array.from({ length: 500 }, (_, n) => post(connections, `customer ${n}`, `ñandú 🦩 ${n}`));
  expect(await Promise.all(all)).toEqual(
    Array.from({ length: 500 }, (_, n) => ({
      status: 200,
      answer: { method: 'POST', url: '/', of: `customer ${n}`, body: `ñandú 🦩 ${n}` },
    })),
  );
  expect(sockets).toHaveLength(200);
});

it('uses a connection again, also after a refusal', async () => {
  const { connections, sockets } = await serving(echo);
  expect(await post(connections, 'nobody')).toMatchObject({ status: 400 });
  expect(await post(connections, 'somebody')).toMatchObject({ status: 200 });
  expect(sockets).toHaveLength(1);
});

it('understands an answer that comes byte by byte', async () => {
  const answer = 'HTTP/1.1 200 OK\r\nContent-Length: 10\r\nDate: now\r\n\r\n{"a":"é"}';
  const bytes = Buffer.from(answer);
  const { connections } = await reach(
    createTcpServer((socket) => {
      socket.setNoDelay(true);
      socket.on('data', async () => {
        for (const byte of bytes) {
          socket.write(Buffer.of(byte));
          await turn();
        }
      });
    }),
  );
  expect(await post(connections, 'me')).toEqual({ status: 200, answer: { a: 'é' } });
});

it.each([
  ['without a length', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n'],
  ['with more behind it', 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}HTTP/1.1 200 OK\r\n'],
  ['that asks to go on', 'HTTP/1.1 100 Continue\r\nContent-Length: 0\r\n\r\n'],
  ['that is none of HTTP', 'It is late\r\n\r\n'],
])('takes an answer %s for an error, and the next request over another connection', async (_, answer) => {
  const { connections, sockets } = await answering(answer);
  await expect(post(connections, 'me')).rejects.toThrow('did not answer');
  await expect(post(connections, 'me')).rejects.toThrow('did not answer');
  expect(sockets).toHaveLength(2);
});

it('fails the request whose connection ends, and opens another one for the next', async () => {
  let requests = 0;
  const { connections } = await serving((request, response) => {
    if (++requests === 1) request.socket.destroy();
    else void echo(request, response);
  });
  await expect(post(connections, 'first')).rejects.toThrow('did not answer');
  expect(await post(connections, 'second')).toMatchObject({ status: 200 });
});

it('goes on after an idle connection was closed by the server', async () => {
  const { connections, sockets } = await serving(echo);
  await post(connections, 'first');
  const [first] = sockets;
  first?.end();
  await once(first as Socket, 'close');
  expect(await post(connections, 'second')).toMatchObject({ status: 200 });
  expect(sockets).toHaveLength(2);
});

it('fails what is under way when it is closed', async () => {
  const asked = Promise.withResolvers<void>();
  const { connections } = await serving(() => asked.resolve());
  const failing = expect(post(connections, 'me')).rejects.toThrow('did not answer');
  await asked.promise;
  connections.close();
  await failing;
});

it('carries what functions of this process send to the servers that it was given', async () => {
  const [near, far] = [createServer(echo), createServer(echo)];
  const { sockets } = await reach(near);
  await reach(far);
  const [nearPort, farPort] = [near, far].map((server) => (server.address() as AddressInfo).port);
  const stop = shareConnections([`http://127.0.0.1:${nearPort}`]);
  const sendersTo = (port: number | undefined) =>
    [1, 2].map(() => createSender({ protocol: 'http:', hostname: '127.0.0.1', port: port ?? 0 }));
  const [nearSenders, [farSender]] = [sendersTo(nearPort), sendersTo(farPort)];
  for (const send of nearSenders)
    expect(await send(['host', 'local', 'content-length', '0'], '')).toMatchObject({ status: 200 });
  expect(sockets).toHaveLength(1);
  expect(await farSender?.(['host', 'local', 'content-length', '0'], '')).toMatchObject({ status: 200 });
  stop();
  await once(sockets[0] as Socket, 'close');
  const [afterwards] = sendersTo(nearPort);
  expect(await afterwards?.(['host', 'local', 'content-length', '0'], '')).toMatchObject({ status: 200 });
});
