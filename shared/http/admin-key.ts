import { createHash, timingSafeEqual } from 'node:crypto';
import type { Logger } from '../adapters/logging/logger.ts';
import { remember } from '../base/remember.ts';
import { readAdminKey } from './admin-key-text.ts';

/**
 * Tells whether a text is the admin key. One that cannot be used lets nobody in, and the log says why.
 * @throws what Secrets Manager throws when the key cannot be had
 */
export type AdminKeyCheck = (presented: string, log?: Pick<Logger, 'error'>) => Promise<boolean>;

/** A new admin key is known everywhere after this long. */
const KEPT_MS = 30_000;

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Digests have one length, so that the comparison takes the same time for every key. */
const same = (one: string, other: string): boolean => timingSafeEqual(digest(one), digest(other));

/**
 * Checks against `ADMIN_API_KEY` or, without it, the secret that `ADMIN_API_KEY_SECRET_ARN` names, kept for half a
 * minute. Secrets Manager's client loads with the first check that needs it.
 * @throws Error at the function's start when neither variable is set, or `ADMIN_API_KEY` cannot be used
 */
export function adminKeyFromEnvironment(environment: NodeJS.ProcessEnv = process.env): AdminKeyCheck {
  const { ADMIN_API_KEY: text, ADMIN_API_KEY_SECRET_ARN: arn } = environment;
  if (text) {
    const read = readAdminKey(text);
    if ('fault' in read) throw new Error(`ADMIN_API_KEY: ${read.fault}`);
    return async (presented) => same(presented, read.key);
  }
  if (!arn) throw new Error('Neither ADMIN_API_KEY nor ADMIN_API_KEY_SECRET_ARN is set');
  const secret = remember(loadSecret, { lastsMs: KEPT_MS });
  return async (presented, log) => {
    const read = readAdminKey(await secret(arn));
    if ('key' in read) return same(presented, read.key);
    log?.error('The admin key cannot be used', { reason: read.fault });
    return false;
  };
}

async function loadSecret(arn: string): Promise<string> {
  const { GetSecretValueCommand, SecretsManagerClient } = await import('./secrets-manager.lazy.ts');
  const { SecretString, SecretBinary } = await new SecretsManagerClient().send(
    new GetSecretValueCommand({ SecretId: arn }),
  );
  return SecretString ?? new TextDecoder().decode(SecretBinary);
}
