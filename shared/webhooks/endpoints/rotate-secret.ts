import type { Cipher } from '../../adapters/cipher/cipher.ts';
import {
  type Decision,
  decideAndStore,
  failAfterFewConflicts,
} from '../../adapters/dynamo/decide-and-store.ts';
import { versionIs, type Write } from '../../adapters/dynamo/expressions.ts';
import type { Table } from '../../adapters/dynamo/table.ts';
import { newSigningSecret } from '../../adapters/signing/secrets.ts';
import { Problem } from '../../base/problem.ts';
import type { Scope } from '../../base/scope.ts';
import type { MadeEndpoint } from './create-endpoint.ts';
import {
  endpointFromItem,
  endpointKey,
  liveSecrets,
  requireEndpoint,
  rotated,
  secretContext,
  type WebhookEndpoint,
  withoutPrevious,
} from './endpoint.ts';

export interface Rotation {
  /** The merchant's own; one is made when it is not given. */
  secret?: string | undefined;
  /** 0 ends the old secret immediately. */
  overlapSeconds: number;
}

/**
 * Makes another secret the one that signs.
 * @throws Problem not_found, too_many_webhook_secrets, or conflict when another change came between
 */
export function rotateSecret(
  { table, cipher }: { table: Table; cipher: Pick<Cipher, 'seal'> },
  scope: Scope,
  id: string,
  { secret = newSigningSecret(), overlapSeconds }: Rotation,
  now: Date,
  receiptFor: (rotated: MadeEndpoint) => readonly Write[],
): Promise<MadeEndpoint> {
  return decideAndStore(
    { table, clock: () => now },
    {
      load: async () => {
        const before = await requireEndpoint(table, scope, id);
        return { before, sealed: await cipher.seal(secret, secretContext(scope, id)) };
      },
      decide({ before, sealed }) {
        const secrets = rotated(before, sealed, overlapSeconds, now);
        if (secrets === undefined)
          throw new Problem('too_many_webhook_secrets', { limit: liveSecrets(before, now).length });
        const set = { secrets, updatedAt: now.toISOString(), version: before.version + 1 };
        const made = { endpoint: { ...before, ...set }, secret };
        const write = { update: endpointKey(scope, id), changes: { set }, if: versionIs(before.version) };
        return { answer: made, writes: [{ ...write, name: 'endpoint' }], receipt: receiptFor(made) };
      },
      refused: (cause) => (cause.failed('endpoint') ? new Problem('conflict', {}, { cause }) : undefined),
    },
  );
}

/**
 * Ends the overlap of every secret that was rotated out: from the next attempt on the current one signs alone.
 * @throws Problem not_found, conflict
 */
export function revokePreviousSecrets(
  table: Table,
  scope: Scope,
  id: string,
  now: Date,
): Promise<WebhookEndpoint> {
  return decideAndStore(
    { table, clock: () => now },
    {
      load: () => requireEndpoint(table, scope, id),
      decide(before): Decision<WebhookEndpoint> {
        if (before.secrets.length === 1) return { answer: before };
        const set = { secrets: withoutPrevious(before), updatedAt: now.toISOString() };
        const changes = { set, add: { version: 1 } };
        return {
          answer: endpointFromItem,
          write: { update: endpointKey(scope, id), changes, if: versionIs(before.version) },
        };
      },
      // Revoking a leaked secret must not fail because something else changed at the same moment.
      conflicts: failAfterFewConflicts,
    },
  );
}
