import { receiptFound } from '../../adapters/dynamo/decide-and-store.ts';
import { deferWrites } from '../../adapters/dynamo/defer-writes.ts';
import { ConditionFailed } from '../../adapters/dynamo/errors.ts';
import type { Item, Key } from '../../adapters/dynamo/expressions.ts';
import type { Table } from '../../adapters/dynamo/table.ts';
import { Problem } from '../../base/problem.ts';
import { scopeKey } from '../../base/scope.ts';
import type { Exchange, Reply, Services } from '../exchange.ts';
import {
  fingerprintOf,
  MAX_KEY_LENGTH,
  receiptFromItem,
  receiptKey,
  receiptOf,
  receiptToItem,
  replay,
  unclaimed,
} from '../receipt.ts';
import { resultOf } from '../result.ts';
import type { Middleware } from './middleware.ts';

/** One request under an `Idempotency-Key`. */
interface Claim {
  key: Key;
  fingerprint: string;
  /** The existing receipt, while it is still being read. */
  early: Promise<Item | undefined> | undefined;
  /** The receipt of the transaction that went through. */
  stored: Item | undefined;
}

/**
 * Makes POST requests with an `Idempotency-Key` have their effect once: a repeat gets the answer of the first one.
 * Only success is remembered; a refused request may be sent again under the same key. A handler that stores everything in one transaction reads while
 * it is still unknown whether it is a repeat, and stores nothing before that is known.
 */
export function replayReceipts({ table, clock }: Services): Middleware {
  const claims = new WeakMap<Exchange, Claim>();

  const repeat = (item: Item | undefined, { fingerprint }: Claim): Reply | undefined => {
    const receipt = receiptFromItem(item, clock());
    return receipt && replay(receipt, fingerprint);
  };

  return {
    async before({ internal: { state: exchange } }) {
      const claim = claimOf(exchange);
      if (claim === undefined) return;
      const reading = table.get(claim.key);
      if (exchange.declaration.storesAtOnce) {
        claim.early = reading;
        // Its error is thrown where it is awaited.
        reading.catch(() => undefined);
      } else {
        const earlier = repeat(await reading, claim);
        if (earlier !== undefined) {
          exchange.reply = earlier;
          return;
        }
      }
      claims.set(exchange, claim);
      exchange.receipt = (reply) => {
        const put = receiptToItem(claim.key, receiptOf(reply, claim.fingerprint, clock()));
        return [{ put, if: unclaimed(clock()) }];
      };
      const own = watch(exchange.services?.table ?? table, claim);
      const refuseRepeat = async () => {
        const item = await claim.early;
        if (receiptFromItem(item, clock()) !== undefined) throw receiptFound(item);
      };
      exchange.services = { clock, table: claim.early ? deferWrites(own, refuseRepeat) : own };
    },

    async after(request) {
      const exchange = request.internal.state;
      const { reply } = exchange;
      const claim = claims.get(exchange);
      if (claim === undefined || !reply || reply.status >= 300) return;
      const now = clock();
      const early = claim.stored ? undefined : repeat(await claim.early, claim);
      if (early) {
        request.response = resultOf(exchange, early);
        return;
      }
      if (claim.stored) {
        // The answer may contain what the transaction could not know yet.
        const { body, ...rest } = receiptOf(reply, claim.fingerprint, now);
        if (body !== claim.stored.body) await table.put(receiptToItem(claim.key, { ...rest, body }));
        return;
      }
      try {
        await table.put(receiptToItem(claim.key, receiptOf(reply, claim.fingerprint, now)), unclaimed(now));
      } catch (refused) {
        if (!(refused instanceof ConditionFailed)) throw refused;
        const earlier = repeat(refused.item, claim);
        request.response = earlier && resultOf(exchange, earlier);
      }
    },

    // The handler's transaction may have been refused because another request under the same key was faster.
    async onError(request) {
      const exchange = request.internal.state;
      const claim = claims.get(exchange);
      if (claim === undefined || claim.stored) return;
      try {
        const earlier = repeat(await claim.early, claim) ?? repeat(await table.get(claim.key), claim);
        request.response = earlier && resultOf(exchange, earlier);
      } catch (cause) {
        if (cause instanceof Problem) request.error = cause;
      }
    },
  };
}

function claimOf({ declaration, event, headers, principal, rawBody }: Exchange): Claim | undefined {
  const presented = headers['idempotency-key'];
  if (declaration.method !== 'POST' || presented === undefined || principal === undefined) return undefined;
  if (presented === '' || presented.length > MAX_KEY_LENGTH) {
    const rule = presented === '' ? 'min_length' : 'max_length';
    const expected = presented === '' ? 1 : MAX_KEY_LENGTH;
    throw new Problem('invalid_request', { issues: [{ field: 'Idempotency-Key', rule, expected }] });
  }
  return {
    key: receiptKey(ownerOf(principal), presented),
    fingerprint: fingerprintOf(declaration.method, event.rawPath, rawBody),
    early: undefined,
    stored: undefined,
  };
}

/** The owner of an `Idempotency-Key`; keys of different owners never meet. Members, and the sites that a tenant's hooks belong to, know nothing of one another. */
function ownerOf(principal: NonNullable<Exchange['principal']>): string {
  if (principal.kind === 'admin') return 'admin';
  if (principal.kind === 'key') return scopeKey(principal);
  if (principal.kind === 'session') return `${scopeKey(principal)}#${principal.memberId}`;
  return `${scopeKey(principal.credential)}#${principal.credential.hookId}`;
}

/** The table, which notes when the claim's receipt was stored through it. */
function watch(table: Table, claim: Claim): Table {
  return {
    ...table,
    async transact(writes) {
      await table.transact(writes);
      for (const write of writes)
        if ('put' in write && write.put.pk === claim.key.pk) claim.stored = write.put;
    },
  };
}
