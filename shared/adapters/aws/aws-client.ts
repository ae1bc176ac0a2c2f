import { originOf } from './origin.ts';
import { refusedWith } from './refusal.ts';
import { type AwsResponse, createSender, type Send } from './sender.ts';
import { type AwsCredentials, createSigner } from './signature.ts';

/** The operations of a service that we call, by name. */
export type Calls = Record<string, { input: object; output: object }>;

/** A client of a service that speaks AWS's JSON protocol. */
export interface AwsClient<Of extends Calls> {
  /** @throws the service's errors under the SDK's names, and network errors */
  send<Name extends keyof Of & string>(
    operation: Name,
    input: Of[Name]['input'],
  ): Promise<Of[Name]['output']>;
  /** Closes its connections. */
  destroy(): void;
}

/** The SDK's client of a service, which a `*.lazy.ts` makes. */
export interface WholeSdk<Of extends Calls> extends AwsClient<Of> {
  /** Milliseconds by which AWS's clock is ahead of ours, as the client last measured it. */
  clockOffset(): number;
}

/** Missing settings come from the environment variables that the SDK reads. */
export interface AwsConfiguration {
  endpoint?: string;
  region?: string;
  credentials?: AwsCredentials;
}

export interface AwsService<Of extends Calls> {
  /** Its name in signatures and host names: `dynamodb`. */
  name: string;
  /** What `X-Amz-Target` starts with: `DynamoDB_20120810`. */
  target: string;
  /** Of the JSON protocol. */
  version: '1.0' | '1.1';
  /** Its part of the variable `AWS_ENDPOINT_URL_DYNAMODB`. */
  variable: string;
  /** The endpoint that a request names itself. */
  endpointIn?(input: object): string | undefined;
  /** The errors that the caller handles. */
  refusals?: readonly string[];
  loadSdk(configuration: AwsConfiguration): Promise<WholeSdk<Of>>;
}

/** A server, with what all requests to it share. */
interface Origin {
  send: Send;
  host: string;
  region: string;
}

/**
 * Sends requests without the SDK where the SDK adds nothing. Loading it takes longer than loading all the rest of a
 * function, its first request as long again, and each further one 0.45 ms of CPU time against 0.14 ms here, because a
 * dozen steps work out endpoint, schema, signature and retries anew. The JSON of these services is the shape of the
 * commands' input and output save for bytes and dates, and where a function runs stands in its environment, so that
 * only signing is left.
 *
 * Only two outcomes are handled here: success, and an error that the caller handles. Everything else (throttling, a
 * broken connection, a skewed clock, expired credentials, an invalid request), and every unusual configuration (a
 * profile, a FIPS endpoint, another partition of AWS), goes through the whole SDK as if it were new, with its retries,
 * corrections and errors. It is loaded then.
 *
 * `DIRECT_REQUESTS=off` in a function's environment sends everything through the whole SDK, should the two ever differ.
 */
export function createAwsClient<Of extends Calls>(
  service: AwsService<Of>,
  configuration: AwsConfiguration = {},
): AwsClient<Of> {
  const isDirect = process.env.DIRECT_REQUESTS !== 'off';
  const sign = createSigner();
  const origins = new Map<string | undefined, Origin | undefined>();
  let lasting: AwsCredentials | undefined;
  let loading: Promise<WholeSdk<Of>> | undefined;
  let sdk: WholeSdk<Of> | undefined;

  async function load(): Promise<WholeSdk<Of>> {
    loading ??= service.loadSdk(configuration);
    try {
      sdk = await loading;
      return sdk;
    } catch (cause) {
      loading = undefined;
      throw cause;
    }
  }

  function originFor(input: object): Origin | undefined {
    if (!isDirect) return undefined;
    const named = configuration.endpoint ?? service.endpointIn?.(input);
    if (origins.has(named)) return origins.get(named);
    const found = originOf(service, named, configuration.region);
    const origin = found && { ...found, send: createSender(found) };
    origins.set(named, origin);
    return origin;
  }

  return {
    async send(operation, input) {
      const origin = originFor(input);
      lasting ??= configuration.credentials ?? credentialsFromEnvironment();
      if (origin && lasting) {
        const { send, host, region } = origin;
        const body = JSON.stringify(input);
        const at = Date.now() + (sdk?.clockOffset() ?? 0);
        const target = `${service.target}.${operation}`;
        const headers = sign({ service: service.name, host, region, target, body, at }, lasting);
        headers.push('content-type', `application/x-amz-json-${service.version}`, 'user-agent', USER_AGENT);
        headers.push('content-length', String(Buffer.byteLength(body)));
        const answer = await send(headers, body).catch(() => undefined);
        const output = answer && outputOf(answer, service.refusals);
        if (output) return output;
      }
      return (sdk ?? (await load())).send(operation, input);
    },
    destroy() {
      sdk?.destroy();
    },
  };
}

const USER_AGENT = 'recado';

/**
 * Lambda hands a function its credentials in the environment, and they last as long as its process. Those that say when
 * they expire, and those of a profile, are the SDK's to renew.
 */
function credentialsFromEnvironment(): AwsCredentials | undefined {
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey } = process.env;
  const { AWS_SESSION_TOKEN: sessionToken, AWS_CREDENTIAL_EXPIRATION, AWS_PROFILE } = process.env;
  if (!accessKeyId || !secretAccessKey || AWS_CREDENTIAL_EXPIRATION || AWS_PROFILE) return undefined;
  return { accessKeyId, secretAccessKey, ...(sessionToken && { sessionToken }) };
}

/** The output of a successful call; undefined where the SDK must handle the response. @throws the service's refusal */
function outputOf<Output extends object>(
  { status, bytes }: AwsResponse,
  refusals: readonly string[] = [],
): Output | undefined {
  if (status !== 200 && status !== 400) return undefined;
  const body = parse(bytes);
  if (body === undefined) return undefined;
  if (status === 200) return Object.assign(body, METADATA) as object as Output;
  const refusal = refusedWith(body);
  if (refusals.includes(refusal.name)) throw refusal;
  return undefined;
}

const METADATA = { $metadata: { httpStatusCode: 200, attempts: 1, totalRetryDelay: 0 } };

function parse(bytes: Buffer): object | undefined {
  try {
    const body = JSON.parse(bytes.toString());
    return typeof body === 'object' && body !== null ? body : undefined;
  } catch {
    return undefined;
  }
}
