import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Seen {
  headers: IncomingHttpHeaders;
  operation: string;
  input: Record<string, unknown>;
}

/** How the proxy answers a request instead of passing it on. */
export type Fault = (response: ServerResponse, forward: () => Promise<Response>) => void | Promise<void>;

/** A proxy before the engine that records requests and injects faults. */
export interface Front {
  endpoint: string;
  seen: Seen[];
  /** For the next requests, one each. */
  faults: Fault[];
  close(): Promise<void>;
}

export async function startFront(engine: string): Promise<Front> {
  const seen: Seen[] = [];
  const faults: Fault[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks).toString();
    const { headers } = request;
    const operation = String(headers['x-amz-target']).split('.')[1] ?? '';
    seen.push({ headers, operation, input: JSON.parse(body) });
    const forward = () => {
      const { 'x-amz-target': target, 'x-amz-date': date, authorization } = headers;
      const passed = { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': String(target) };
      return fetch(engine, {
        method: 'POST',
        headers: { ...passed, 'x-amz-date': String(date), authorization: String(authorization) },
        body,
      });
    };
    const fault = faults.shift();
    if (fault) return void (await fault(response, forward));
    const answer = await forward();
    response.writeHead(answer.status, { 'content-type': 'application/x-amz-json-1.0' });
    response.end(await answer.text());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    seen,
    faults,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Breaks the connection without an answer, after the engine has done the work. */
export const loseAnswer: Fault = async (response, forward) => {
  await forward();
  response.destroy();
};

/** Breaks the connection before the engine hears of the request. */
export const breakConnection: Fault = (response) => void response.destroy();

/** Answers as DynamoDB does when it refuses. */
export const refuse =
  (status: number, type: string, details: object = {}): Fault =>
  (response) => {
    response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' });
    response.end(
      JSON.stringify({ __type: `com.amazonaws.dynamodb.v20120810#${type}`, message: type, ...details }),
    );
  };

/** Answers as a proxy does that cannot reach DynamoDB. */
export const badGateway: Fault = (response) => {
  response.writeHead(502, { 'content-type': 'text/html' });
  response.end('<h1>Bad Gateway</h1>');
};

/** Answers as DynamoDB does to a signature whose time is too far from its own. */
export const skewed =
  (date: string): Fault =>
  (response) => {
    response.writeHead(400, { 'content-type': 'application/x-amz-json-1.0', date });
    response.end(
      JSON.stringify({
        __type: 'com.amazon.coral.service#InvalidSignatureException',
        message: 'Signature expired',
      }),
    );
  };

/** Answers what the engine does, at another time. */
export const answerAt =
  (date: string): Fault =>
  async (response, forward) => {
    const answer = await forward();
    response.writeHead(answer.status, { 'content-type': 'application/x-amz-json-1.0', date });
    response.end(await answer.text());
  };
