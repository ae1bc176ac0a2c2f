import type { Cipher } from '../../adapters/cipher/cipher.ts';
import type { Key, Write } from '../../adapters/dynamo/expressions.ts';
import type { Table } from '../../adapters/dynamo/table.ts';
import type { Logger } from '../../adapters/logging/logger.ts';
import type { HttpResult } from '../../adapters/outbound/http-result.ts';
import type { Post } from '../../adapters/outbound/post.ts';
import type { Queues } from '../../adapters/queues/queues.ts';
import type { Speed } from '../../adapters/queues/wait.ts';
import type { Clock } from '../../base/clock.ts';
import type { Scope } from '../../base/scope.ts';
import type { WebhookEndpoint } from '../endpoints/endpoint.ts';

/** The result of a request to an endpoint. */
export interface CountedAttempt extends Scope {
  endpointId: string;
  ok: boolean;
  durationMs: number;
  at: Date;
}

/** The write that counts attempts for the health of their endpoint. */
export type CountingWrite = Extract<Write, { update: Key }>;

export interface AttemptCounter {
  /** The write that counts an attempt, where it is to be stored with what the attempt leaves; otherwise it is to be counted. */
  alone(attempt: CountedAttempt): CountingWrite | undefined;
  count(attempt: CountedAttempt): void;
}

/** The services that an attempt uses. */
export interface AttemptServices {
  table: Table;
  queues: Queues;
  cipher: Pick<Cipher, 'open'>;
  post: (request: Post) => Promise<HttpResult>;
  clock: Clock;
  speed: Speed;
  /** Plain http and private addresses as receivers: on one's own machine only. */
  allowPrivate: boolean;
  log: Logger;
  /** Reads an endpoint once for attempts that begin at the same time; without it each attempt reads its endpoint. */
  endpointOf?: (of: Scope & { endpointId: string }) => Promise<WebhookEndpoint | undefined>;
  /** Called for each attempt that was made; optional. */
  counter?: AttemptCounter;
  /** Waits this many milliseconds; in real time by default. */
  sleep?: (milliseconds: number) => Promise<unknown>;
}
