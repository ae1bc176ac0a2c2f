import { createHash } from 'node:crypto';
import type { Condition, Item, Key } from '../adapters/dynamo/expressions.ts';
import { entityFromItem } from '../adapters/dynamo/items/entity.ts';
import { parseExactly } from '../base/input/json.ts';
import { Problem } from '../base/problem.ts';
import type { Reply } from './exchange.ts';

/** The answer to a request with an `Idempotency-Key`, which was carried out. */
export interface Receipt {
  /** Hash of the request: another one under the same key is refused. */
  fingerprint: string;
  status: number;
  /** JSON text; null when the answer has no body, or one that must not be kept. */
  body: string | null;
  headers?: Record<string, string>;
  /** The answer held a secret and was not kept. */
  secret: boolean;
  /** Epoch seconds. */
  expiresAt: number;
}

/** A day: longer than any client retries. */
const RECEIPT_SECONDS = 24 * 3600;

export const MAX_KEY_LENGTH = 255;

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** @param owner the tenant and mode (`scopeKey`), one of its hooks, or `admin`; keys of different owners never meet */
export const receiptKey = (owner: string, idempotencyKey: string): Key => ({
  pk: `IDEMPOTENCY#${owner}#${sha256(idempotencyKey)}`,
  sk: 'IDEMPOTENCY',
});

/** Same method, path and body: the same request. */
export const fingerprintOf = (method: string, path: string, rawBody: string): string =>
  sha256(JSON.stringify([method, path, rawBody]));

export function receiptOf(reply: Reply, fingerprint: string, now: Date): Receipt {
  const secret = reply.secret === true;
  return {
    fingerprint,
    status: reply.status,
    body: secret || reply.body === undefined ? null : JSON.stringify(reply.body),
    ...(reply.headers && { headers: reply.headers }),
    secret,
    expiresAt: Math.floor(now.getTime() / 1000) + RECEIPT_SECONDS,
  };
}

/** There is no receipt yet, or only an expired one that time to live has not deleted yet. */
export const unclaimed = (now: Date): Condition => ({
  expression: 'attribute_not_exists(pk) OR #expiresAt <= :now',
  names: { '#expiresAt': 'expiresAt' },
  values: { ':now': Math.floor(now.getTime() / 1000) },
});

export const receiptToItem = (key: Key, receipt: Receipt): Item => ({
  ...key,
  entity: 'receipt',
  ...receipt,
});

/** The receipt that an item holds, unless it has expired. */
export function receiptFromItem(item: Item | undefined, now: Date): Receipt | undefined {
  if (item === undefined || Number(item.expiresAt) * 1000 <= now.getTime()) return undefined;
  return entityFromItem(item);
}

/**
 * The answer that was given before.
 * @throws Problem idempotency_key_reused for another request, idempotency_answer_secret when it was not kept
 */
export function replay(receipt: Receipt, fingerprint: string): Reply {
  if (receipt.fingerprint !== fingerprint) throw new Problem('idempotency_key_reused');
  if (receipt.secret) throw new Problem('idempotency_answer_secret');
  return {
    status: receipt.status,
    ...(receipt.body !== null && { body: parseExactly(receipt.body) }),
    headers: { ...receipt.headers, 'idempotency-replayed': 'true' },
  };
}
