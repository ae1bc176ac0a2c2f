import { Agent, createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';

// The least that could take the place of the local host, in a process of its own as well: a server of `node:http` that
// makes the calls of the engine that a function made, with `node:http` and connections that stay open, and answers with
// what they brought. It checks nothing, signs nothing and runs no function.

/** Sent to it before each turn; it answers with its URL. */
export interface ThinPlan {
  engine: string;
  /** For each path, calls that are made at the same time, one list after the other. */
  calls: Readonly<Record<string, readonly (readonly ThinCall[])[]>>;
}

export interface ThinCall {
  operation: string;
  body: string;
}

function serve(engine: string): Promise<string> {
  const { hostname, port } = new URL(engine);
  const agent = new Agent({ keepAlive: true });

  const call = ({ operation, body }: ThinCall): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const headers = {
        'content-type': 'application/x-amz-json-1.0',
        'content-length': Buffer.byteLength(body),
        'x-amz-target': `DynamoDB_20120810.${operation}`,
        'x-amz-date': '20260101T000000Z',
        authorization:
          'AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0',
      };
      const sent = request({ hostname, port, agent, method: 'POST', path: '/', headers }, (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('end', () => {
          const text = Buffer.concat(chunks).toString();
          if (answer.statusCode === 200) resolve(JSON.parse(text));
          else reject(new Error(`${operation}: ${answer.statusCode} ${text}`));
        });
      });
      sent.on('error', reject);
      sent.end(body);
    });

  const server = createServer(async ({ url = '' }, response) => {
    let answer: unknown;
    for (const stage of calls[url] ?? []) answer = await Promise.all(stage.map(call));
    const text = JSON.stringify(answer);
    response.writeHead(answer === undefined ? 404 : 200, {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(text ?? ''),
    });
    response.end(text);
  });
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () =>
      resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`),
    );
  });
}

let calls: ThinPlan['calls'] = {};
let url: Promise<string> | undefined;

process.on('message', async (plan: ThinPlan) => {
  calls = plan.calls;
  url ??= serve(plan.engine);
  process.send?.(await url);
});
process.on('disconnect', () => process.exit());
