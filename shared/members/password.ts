import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto';
import { isWellKnown } from './well-known-passwords.ts';

/** The least length by NIST SP 800-63B where the password is the only factor. */
export const MIN_PASSWORD_LENGTH = 12;
export const MAX_PASSWORD_LENGTH = 128;

/** OWASP's parameters for scrypt: 128 × N × r bytes, 134 MB. */
const COST = { N: 2 ** 17, r: 8, p: 1 } as const;

/** The memory limit for scrypt: a little more than it needs. */
const MEMORY_BYTES = 160 * 1024 * 1024;

const KEY_BYTES = 32;
const SALT_BYTES = 16;

/** The same password however a keyboard composes its characters. */
const normal = (password: string): string => password.normalize('NFKC');

/** Whether a password is among those that attackers try first, or is the member's e-mail. */
export const isGuessable = (password: string, email: string): boolean =>
  isWellKnown(normal(password)) || normal(password).toLowerCase() === email.trim().toLowerCase();

/** A password as it is stored: `scrypt$17$8$1$salt$key`, both in base64url. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const key = await derive(password, salt, COST);
  const { N, r, p } = COST;
  return ['scrypt', Math.log2(N), r, p, salt.toString('base64url'), key.toString('base64url')].join('$');
}

/** Compared when there is no such member, so that both cases take the same time. */
const DUMMY_HASH = `scrypt$${Math.log2(COST.N)}$${COST.r}$${COST.p}$${'A'.repeat(22)}$${'A'.repeat(43)}`;

/** Whether it is the stored password. @param stored undefined when there is none: the same work is done */
export async function isPassword(password: string, stored: string | undefined): Promise<boolean> {
  const [, log2N, r, p, salt = '', key = ''] = (stored ?? DUMMY_HASH).split('$');
  const expected = Buffer.from(key, 'base64url');
  const cost = { N: 2 ** Number(log2N), r: Number(r), p: Number(p) };
  const same = timingSafeEqual(await derive(password, Buffer.from(salt, 'base64url'), cost), expected);
  return same && stored !== undefined;
}

function derive(password: string, salt: Buffer, cost: ScryptOptions): Promise<Buffer> {
  const options = { ...cost, maxmem: MEMORY_BYTES };
  return new Promise((resolve, reject) =>
    scrypt(normal(password), salt, KEY_BYTES, options, (error, key) =>
      error ? reject(error) : resolve(key),
    ),
  );
}
