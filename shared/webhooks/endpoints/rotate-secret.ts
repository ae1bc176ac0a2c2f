import type { Cipher } from '../../adapters/cipher/cipher.ts';
import { TransactionRefused } from '../../adapters/dynamo/errors.ts';
import { versionIs, type Write } from '../../adapters/dynamo/expressions.ts';
import type { Table } from '../../adapters/dynamo/table.ts';
import { newSigningSecret } from '../../adapters/signing/secrets.ts';
import { Problem } from '../../base/problem.ts';
import type { Scope } from '../../base/scope.ts';
import type { MadeEndpoint } from './create-endpoint.ts';
import { endpointKey, liveSecrets, requireEndpoint, rotated, secretContext } from './endpoint.ts';

export interface Rotation {
  /** The merchant's own; one is made when it is not given. */
  secret?: string | undefined;
  /** 0 ends the old secret at once. */
  overlapSeconds: number;
}

/**
 * Makes another secret the one that signs.
 * @throws Problem not_found, too_many_webhook_secrets, or conflict when another change came between
 */
export async function rotateSecret(
  { table, cipher }: { table: Table; cipher: Pick<Cipher, 'seal'> },
  scope: Scope,
  id: string,
  { secret = newSigningSecret(), overlapSeconds }: Rotation,
  now: Date,
  receiptFor: (rotated: MadeEndpoint) => readonly Write[],
): Promise<MadeEndpoint> {
  const before = await requireEndpoint(table, scope, id);
  const sealed = await cipher.seal(secret, secretContext(scope, id));
  const secrets = rotated(before, sealed, overlapSeconds, now);
  if (secrets === undefined)
    throw new Problem('too_many_webhook_secrets', { limit: liveSecrets(before, now).length });
  const version = before.version + 1;
  const endpoint = { ...before, secrets, updatedAt: now.toISOString(), version };
  const made = { endpoint, secret };
  const set = { secrets, updatedAt: endpoint.updatedAt, version };
  try {
    await table.transact([
      { update: endpointKey(scope, id), changes: { set }, if: versionIs(before.version), name: 'endpoint' },
      ...receiptFor(made),
    ]);
  } catch (cause) {
    const overtaken = cause instanceof TransactionRefused && cause.failed('endpoint');
    throw overtaken ? new Problem('conflict', {}, { cause }) : cause;
  }
  return made;
}
