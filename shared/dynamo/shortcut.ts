import {
  type CancellationReason,
  ConditionalCheckFailedException,
  type DynamoDBClient,
  type ServiceOutputTypes,
  TransactionCanceledException,
} from '@aws-sdk/client-dynamodb';
import type { Image } from './attributes.ts';
import { createSender, type Place, type Send } from './sender.ts';
import { type Credentials, createSigner } from './signature.ts';

/** Where the SDK sent a request to, and as whom: what the shortcut learns from the first one. */
interface Origin {
  send: Send;
  host: string;
  region: string;
  userAgent: string;
}

/**
 * Sends the client's requests past the SDK's middleware when that has nothing to add. Its dozen steps work out endpoint,
 * schema, signature and retries anew for each request: three quarters of the CPU time of a call, and what limits one
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
  let lasting: Credentials | undefined;

  client.middlewareStack.add(
    (next) => async (args) => {
      origin ??= originOf(args.request, await client.config.region());
      return next(args);
    },
    { step: 'finalizeRequest', name: 'recadoLearnOrigin', priority: 'low' },
  );

  const credentials = async (): Promise<Credentials> => {
    const current = await client.config.credentials();
    if (current.expiration === undefined) lasting = current;
    return current;
  };

  client.middlewareStack.add(
    (next, { commandName = '' }) => {
      const target = `DynamoDB_20120810.${commandName.replace(/Command$/, '')}`;
      return async (args) => {
        if (origin === undefined) return next(args);
        const { send, host, region, userAgent } = origin;
        const body = JSON.stringify(args.input);
        const at = Date.now() + client.config.systemClockOffset;
        const headers = sign({ host, region, target, body, at }, lasting ?? (await credentials()));
        headers.push('content-type', 'application/x-amz-json-1.0', 'user-agent', userAgent);
        headers.push('content-length', String(Buffer.byteLength(body)));
        const output = await send(headers, body).then(outputOf, () => undefined);
        return output ? { response: undefined, output } : next(args);
      };
    },
    { step: 'initialize', name: 'recadoShortcut', priority: 'low' },
  );
}

/**
 * What a successful call brought; undefined for what the SDK must deal with.
 * @throws ConditionalCheckFailedException, TransactionCanceledException
 */
function outputOf({ status, text }: { status: number; text: string }): ServiceOutputTypes | undefined {
  if (status !== 200 && status !== 400) return undefined;
  const body = parse(text);
  if (status === 200 && body) return Object.assign(body, metadata(status)) as ServiceOutputTypes;
  const refusal = body && refusalOf(body);
  if (refusal) throw refusal;
  return undefined;
}

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

const metadata = (httpStatusCode: number) => ({
  $metadata: { httpStatusCode, attempts: 1, totalRetryDelay: 0 },
});

function parse(text: string): (Refused & object) | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function originOf(sent: unknown, region: string): Origin | undefined {
  if (!isRequest(sent) || sent.path !== '/') return undefined;
  const { host, 'user-agent': userAgent } = sent.headers;
  if (host === undefined || userAgent === undefined) return undefined;
  return { send: createSender(sent), host, region, userAgent };
}

type Sent = Place & { path: string; headers: Record<string, string> };

const isRequest = (sent: unknown): sent is Sent =>
  typeof sent === 'object' && sent !== null && 'hostname' in sent && 'protocol' in sent && 'headers' in sent;
