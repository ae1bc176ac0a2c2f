import { secretsOf } from '../../../functions/platform/tenants/tenant-services.ts';
import { localCipher } from '../../../shared/adapters/cipher/local-cipher.ts';

/** What functions of the tests seal secrets with. */
export const SECRETS_KEY = Buffer.alloc(32, 'key of the tests').toString('base64');

export const cipher = localCipher(Buffer.from(SECRETS_KEY, 'base64'));

/** Who changes settings in tests that call the change itself. */
export const byAdmin = (now = new Date()) => ({ by: 'admin', now, cipher, secretsOf }) as const;
