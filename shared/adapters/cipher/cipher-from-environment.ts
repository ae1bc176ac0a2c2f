import { systemClock } from '../../base/clock.ts';
import { cachingCipher } from './caching-cipher.ts';
import type { Cipher } from './cipher.ts';
import { kmsCipher } from './kms-cipher.ts';
import { localCipher } from './local-cipher.ts';

/**
 * The cipher with the key that `SECRETS_KEY` is, in base64, or else with the KMS key that `SECRETS_KEY_ARN` names.
 * @throws Error at the function's start when neither variable is set
 */
export function cipherFromEnvironment(environment: NodeJS.ProcessEnv = process.env): Cipher {
  const { SECRETS_KEY: key, SECRETS_KEY_ARN: arn } = environment;
  if (key) return localCipher(Buffer.from(key, 'base64'));
  if (!arn) throw new Error('Neither SECRETS_KEY nor SECRETS_KEY_ARN is set');
  return cachingCipher(kmsCipher(arn), systemClock);
}
