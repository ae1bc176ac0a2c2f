import { createHash, timingSafeEqual } from 'node:crypto';
import { remember } from '../base/remember.ts';

/** Tells whether a text is the admin key. @throws what Secrets Manager throws when the key cannot be had */
export type AdminKeyCheck = (presented: string) => Promise<boolean>;

/** A new admin key is known everywhere after this long. */
const KEPT_MS = 5 * 60_000;

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Digests have one length, so that the comparison takes the same time for every key. */
const same = (one: string, other: string): boolean => timingSafeEqual(digest(one), digest(other));

/**
 * Checks against `ADMIN_API_KEY` or, without it, the secret that `ADMIN_API_KEY_SECRET_ARN` names, kept for five
 * minutes. Secrets Manager's client loads with the first check that needs it.
 * @throws Error at the function's start when neither variable is set
 */
export function adminKeyFromEnvironment(environment: NodeJS.ProcessEnv = process.env): AdminKeyCheck {
  const { ADMIN_API_KEY: key, ADMIN_API_KEY_SECRET_ARN: arn } = environment;
  if (key) return async (presented) => same(presented, key);
  if (!arn) throw new Error('Neither ADMIN_API_KEY nor ADMIN_API_KEY_SECRET_ARN is set');
  const secret = remember(loadSecret, { lastsMs: KEPT_MS });
  return async (presented) => same(presented, await secret(arn));
}

async function loadSecret(arn: string): Promise<string> {
  const { GetSecretValueCommand, SecretsManagerClient } = await import('./secrets-manager.lazy.ts');
  const { SecretString } = await new SecretsManagerClient().send(
    new GetSecretValueCommand({ SecretId: arn }),
  );
  if (!SecretString) throw new Error('The secret with the admin key is empty');
  return SecretString;
}
