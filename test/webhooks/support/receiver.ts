import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Receipt {
  method: string | undefined;
  path: string | undefined;
  headers: IncomingHttpHeaders;
  body: string;
}

export interface Receiver {
  url: string;
  /** Everything that came, whole, in its order. */
  receipts: Receipt[];
  /** How it answers from now on; 200 without a body until it is set. */
  answer: (response: ServerResponse, receipt: Receipt) => void;
  stop(): Promise<void>;
}

/** A merchant's server, for real, on this machine. */
export async function startReceiver(): Promise<Receiver> {
  const server = createServer(async (request: IncomingMessage, response: ServerResponse) => {
    const chunks: Buffer[] = [];
    try {
      for await (const chunk of request) chunks.push(chunk as Buffer);
    } catch {
      return;
    }
    const { method, url: path, headers } = request;
    const receipt = { method, path, headers, body: Buffer.concat(chunks).toString() };
    receiver.receipts.push(receipt);
    receiver.answer(response, receipt);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const receiver: Receiver = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    receipts: [],
    answer: (response) => response.end(),
    stop: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
  return receiver;
}

/** Starts a receiver for as long as something uses it. */
export async function withReceiver<Result>(use: (receiver: Receiver) => Promise<Result>): Promise<Result> {
  const receiver = await startReceiver();
  return use(receiver).finally(() => receiver.stop());
}
