import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { Write } from '../adapters/dynamo/expressions.ts';
import type { Table } from '../adapters/dynamo/table.ts';
import type { LambdaFunction, Plugin } from '../adapters/lambda/pipeline.ts';
import type { Logger } from '../adapters/logging/logger.ts';
import type { Clock } from '../base/clock.ts';
import type { KeyPrincipal } from '../tenants/access/caller.ts';
import type { BodyOf, Declaration, ParamsOf, QueryOf } from './declaration.ts';
import type { Dialect } from './dialects/dialect.ts';
import type { Rate } from './limits/rate-limit.ts';
import type { HookPrincipal, Principal } from './principal.ts';

/** What an API function is to Lambda, behind an HTTP API with payload format 2.0. */
export type Handler = LambdaFunction<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2>;

/** A middy middleware around everything that an endpoint does; published ones too. */
export type HttpPlugin = Plugin<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2>;

/** What a handler answers. */
export interface Reply {
  status: number;
  /** Sent as JSON; without it and `text` the answer has no body. */
  body?: unknown;
  /** Sent as it is, in place of `body`; its `content-type` is among the headers. */
  text?: string;
  /** Sent as they are, in place of `body` and `text`. */
  bytes?: Uint8Array;
  headers?: Record<string, string>;
  /** Each the value of one `Set-Cookie`. */
  cookies?: readonly string[];
  /** The body holds a secret: it is never stored for a replay, which then answers 409. */
  secret?: true;
}

/** One valid, authenticated request, as its handler sees it. */
export interface Request<D extends Declaration, P> {
  params: ParamsOf<D>;
  query: QueryOf<D>;
  body: BodyOf<D>;
  /** The body's exact text; empty without one. */
  rawBody: string;
  /** By lower-case name. */
  headers: Readonly<Record<string, string | undefined>>;
  principal: P;
  requestId: string;
  /** As the gateway passed it on, with the sender's address and the cookies. */
  event: APIGatewayProxyEventV2;
  /**
   * What makes a request with an `Idempotency-Key` answer the same again: add it to the transaction that has the
   * effect, with the reply that will be given. Empty without the header. When two such requests race, the loser's
   * transaction is refused and, whatever its handler answers then, the winner's reply is replayed.
   */
  receipt(reply: Reply): Write[];
  log: Logger;
}

/** What every handler gets besides the request. */
export interface Services {
  table: Table;
  clock: Clock;
}

/** A request on its way through the middlewares, each of which fills in its part. */
export interface Exchange {
  readonly declaration: Declaration;
  readonly dialect: Dialect;
  readonly event: APIGatewayProxyEventV2;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly requestId: string;
  /** Milliseconds, by the process's own clock. */
  readonly startedAt: number;
  log: Logger;
  principal: Principal | HookPrincipal | undefined;
  /** The authenticated principal, while `principal` is a guess. */
  admission: Promise<KeyPrincipal> | undefined;
  rate: Rate | undefined;
  /** Cookies for the browser besides those of the reply. */
  cookies: readonly string[];
  /** The query parameters that were ignored. */
  ignored: readonly string[];
  rawBody: string;
  params: unknown;
  query: unknown;
  body: unknown;
  receipt: (reply: Reply) => Write[];
  /** The services as the handler gets them. */
  services: Services | undefined;
  /** The answer, once it is known. */
  reply: Reply | undefined;
}
