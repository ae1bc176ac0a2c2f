import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Takes what functions send to SQS, and keeps it until it is received. */
export interface QueueStandIn {
  urlOf(queue: string): string;
  /** Removes and returns the bodies in the queue of a URL whose delay is over. */
  take(url: string): string[];
  stop(): void;
}

interface Batch {
  QueueUrl: string;
  Entries: { Id: string; MessageBody: string; DelaySeconds?: number }[];
}

export async function startQueueStandIn(): Promise<QueueStandIn> {
  let sent: { url: string; body: string; visibleAt: number }[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const { QueueUrl: url, Entries } = JSON.parse(Buffer.concat(chunks).toString()) as Batch;
    for (const { MessageBody: body, DelaySeconds: seconds = 0 } of Entries)
      sent.push({ url, body, visibleAt: Date.now() + 1000 * seconds });
    response.writeHead(200, { 'content-type': 'application/x-amz-json-1.0' });
    response.end(
      JSON.stringify({ Successful: Entries.map(({ Id }) => ({ Id, MessageId: Id })), Failed: [] }),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const urlOf = (queue: string): string => `http://127.0.0.1:${port}/000000000000/${queue}`;
  return {
    urlOf,
    take(url) {
      const now = Date.now();
      const taken = sent.filter((one) => one.url === url && one.visibleAt <= now);
      sent = sent.filter((one) => !taken.includes(one));
      return taken.map(({ body }) => body);
    },
    stop() {
      server.closeAllConnections();
      server.close();
    },
  };
}
