import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { asTyped } from '../../base/text/digits.ts';
import type { StoredOtp } from './delivery.ts';

const derive: (otp: string, salt: Buffer, length: number, cost: ScryptOptions) => Promise<Buffer> =
  promisify(scrypt);

/** Some 10 ms: only five attempts are allowed, so the hash only has to withstand somebody who sees the table. */
const COST = { N: 4096 };

/** Of a password in the digits of any script, what both sides mean: १२३४ and 1234 are one. */
const meantBy = (otp: string): string => asTyped(otp).trim();

/** A one-time password as it is kept. Its four digits are soon guessed: the hash is a slow one. */
export async function storeOtp(otp: string): Promise<StoredOtp> {
  const salt = randomBytes(16);
  const hash = await derive(meantBy(otp), salt, 32, COST);
  return { salt: salt.toString('base64'), hash: hash.toString('base64'), tries: 0, used: false };
}

/** Wrong attempts after which no further one is accepted. */
export const OTP_ATTEMPTS = 5;

export async function isOtp({ salt, hash }: StoredOtp, given: string): Promise<boolean> {
  const expected = Buffer.from(hash, 'base64');
  // Up to 0.2.0 they were stored as they were sent.
  for (const otp of new Set([meantBy(given), given]))
    if (timingSafeEqual(await derive(otp, Buffer.from(salt, 'base64'), expected.length, COST), expected))
      return true;
  return false;
}
