import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http';
import { sendMessage } from '../../../node_modules/fauxqs/dist/sqs/actions/sendMessage.js';
import { sendMessageBatch } from '../../../node_modules/fauxqs/dist/sqs/actions/sendMessageBatch.js';
import type { SqsStore } from '../../../node_modules/fauxqs/dist/sqs/sqsStore.js';
import { keepingGroups } from './fair-queue.ts';

/** The SQS actions that functions call most. */
const hot: Readonly<Record<string, (body: Record<string, unknown>, store: SqsStore) => unknown>> = {
  'AmazonSQS.SendMessage': sendMessage,
  'AmazonSQS.SendMessageBatch': keepingGroups(sendMessageBatch),
};

/** Fauxqs's error when it refuses a request. */
interface Refusal {
  statusCode: number;
  queryErrorHeader: string;
}

const isRefusal = (error: unknown): error is Error & Refusal =>
  error instanceof Error && 'queryErrorHeader' in error;

/**
 * The HTTP side of the queues. Sending a message is handled here; everything else, S3 included, goes to fauxqs's own
 * web framework, which is loaded on the first such request: most runs are spared a third of a second and 25 MB.
 */
export function createFront(store: SqsStore, loadRest: () => Promise<RequestListener>): Server {
  let rest: Promise<RequestListener> | undefined;
  return createServer({ keepAliveTimeout: 65_000 }, (request, response) => {
    const action = hot[String(request.headers['x-amz-target'])];
    if (action) return sendNow(request, response, (body) => action(body, store));
    rest ??= loadRest();
    rest.then(
      (listener) => listener(request, response),
      () => response.writeHead(500).end(),
    );
  });
}

function sendNow(
  request: IncomingMessage,
  response: ServerResponse,
  act: (body: Record<string, unknown>) => unknown,
): void {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    try {
      write(response, 200, act(JSON.parse(Buffer.concat(chunks).toString())));
    } catch (error) {
      if (!isRefusal(error)) return write(response, 500, { message: String(error) });
      response.setHeader('x-amzn-query-error', error.queryErrorHeader);
      write(response, error.statusCode, error);
    }
  });
}

function write(response: ServerResponse, status: number, answer: unknown): void {
  const text = JSON.stringify(answer);
  response.writeHead(status, {
    'content-type': 'application/x-amz-json-1.0',
    'content-length': Buffer.byteLength(text),
  });
  response.end(text);
}
