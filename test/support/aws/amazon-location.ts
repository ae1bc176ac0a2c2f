import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server in the place of Amazon Location, which says over the wire whatever a test wants. */
export interface AmazonLocation {
  /** What is answered to every request from now on. */
  answer: { status: number; body: unknown };
  /** The path and the body of each request so far. */
  readonly asked: { path: string; body: unknown }[];
  stop(): Promise<void>;
}

/** Starts one, and leads the SDK's clients of this process to it. */
export async function startAmazonLocation(): Promise<AmazonLocation> {
  const location: AmazonLocation = {
    answer: { status: 200, body: {} },
    asked: [],
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    location.asked.push({ path: request.url ?? '', body: JSON.parse(Buffer.concat(chunks).toString()) });
    response.writeHead(location.answer.status, {
      'content-type': 'application/json',
      connection: 'close',
    });
    response.end(JSON.stringify(location.answer.body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  Object.assign(process.env, {
    AWS_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_ENDPOINT_URL_GEO_ROUTES: endpoint,
    AWS_ENDPOINT_URL_GEO_PLACES: endpoint,
  });
  return location;
}
