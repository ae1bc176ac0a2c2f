import type { IncomingMessage } from 'node:http';
import {
  type CancellationReason,
  ConditionalCheckFailedException,
  type DynamoDBClient,
  type ServiceOutputTypes,
  TransactionCanceledException,
} from '@aws-sdk/client-dynamodb';
import type { Image } from './attributes.ts';
import { createSigner } from './signature.ts';

/** Where the SDK sent a request to, and as whom: what the shortcut learns from the first one. */
interface Origin {
  protocol: string;
  hostname: string;
  port?: number;
  host: string;
  region: string;
  userAgent: string;
}

/**
 * Sends the client's requests past the SDK's middleware when that has nothing to add. Its dozen steps work out endpoint,
 * schema, signature and retries anew for each request: four fifths of the CPU time of a call, and what limits one
 * process. DynamoDB's JSON is the shape of the commands' input and output save for bytes and dates, so with the
 * endpoint learned from the client's first request nothing but signing is left.
 *
 * Only the two plain ends of a call stay here: success, and a refusal by the caller's own conditions. Whatever else
 * comes (throttling, a broken connection, a skewed clock, expired credentials, an invalid request) goes through the
 * whole SDK as if it were new, with its retries, corrections and errors.
 */
export function takeShortcut(client: DynamoDBClient): void {
  const sign = createSigner();
  let origin: Origin | undefined;

  client.middlewareStack.add(
    (next) => async (args) => {
      origin ??= originOf(args.request, await client.config.region());
      return next(args);
    },
    { step: 'finalizeRequest', name: 'recadoLearnOrigin', priority: 'low' },
  );

  client.middlewareStack.add(
    (next, { commandName = '' }) => {
      const target = `DynamoDB_20120810.${commandName.replace(/Command$/, '')}`;
      return async (args) => {
        if (origin === undefined) return next(args);
        const { host, region, userAgent, ...place } = origin;
        const body = JSON.stringify(args.input);
        const at = new Date(Date.now() + client.config.systemClockOffset);
        const headers = {
          'content-type': 'application/x-amz-json-1.0',
          'content-length': String(Buffer.byteLength(body)),
          'user-agent': userAgent,
          ...sign({ host, region, target, body, at }, await client.config.credentials()),
        };
        const request = { ...place, method: 'POST', path: '/', query: {}, headers, body };
        const answer = await exchange(client, request).catch(() => undefined);
        if (answer?.status === 200) {
          const output = { ...answer.body, ...metadata(200) } as ServiceOutputTypes;
          return { response: answer.response, output };
        }
        const refusal = answer?.status === 400 ? refusalOf(answer.body) : undefined;
        if (refusal) throw refusal;
        return next(args);
      };
    },
    { step: 'initialize', name: 'recadoShortcut', priority: 'low' },
  );
}

interface Answer {
  response: unknown;
  status: number;
  body: Refused & object;
}

/** @throws whatever keeps an answer in JSON from coming */
async function exchange(client: DynamoDBClient, request: object): Promise<Answer> {
  const handled: { response: Response } = await client.config.requestHandler.handle(request);
  const { response } = handled;
  return { response, status: response.statusCode, body: JSON.parse(await textOf(response.body)) };
}

interface Response {
  statusCode: number;
  body: IncomingMessage;
}

function textOf(body: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    body.setEncoding('utf8');
    body.on('data', (chunk: string) => {
      text += chunk;
    });
    body.on('end', () => resolve(text));
    body.on('error', reject);
  });
}

const metadata = (httpStatusCode: number) => ({
  $metadata: { httpStatusCode, attempts: 1, totalRetryDelay: 0 },
});

interface Refused {
  __type?: string;
  message?: string;
  Message?: string;
  Item?: Image;
  CancellationReasons?: CancellationReason[];
}

/** The exceptions that carry the outcome of a condition; any other is the SDK's to understand. */
function refusalOf({ __type: type = '', message = '', Message = message, ...details }: Refused) {
  const options = { message: Message, ...metadata(400) };
  const { Item = undefined, CancellationReasons = [] } = details;
  switch (type.slice(type.indexOf('#') + 1)) {
    case 'ConditionalCheckFailedException':
      return new ConditionalCheckFailedException({ ...options, ...(Item && { Item }) });
    case 'TransactionCanceledException':
      return new TransactionCanceledException({ ...options, CancellationReasons });
    default:
      return undefined;
  }
}

function originOf(sent: unknown, region: string): Origin | undefined {
  if (!isRequest(sent) || sent.path !== '/') return undefined;
  const { protocol, hostname, port, headers } = sent;
  const { host, 'user-agent': userAgent } = headers;
  if (host === undefined || userAgent === undefined) return undefined;
  return { protocol, hostname, ...(port !== undefined && { port }), host, region, userAgent };
}

type Sent = Pick<Origin, 'protocol' | 'hostname' | 'port'> & {
  path: string;
  headers: Record<string, string>;
};

const isRequest = (sent: unknown): sent is Sent =>
  typeof sent === 'object' && sent !== null && 'hostname' in sent && 'protocol' in sent && 'headers' in sent;
