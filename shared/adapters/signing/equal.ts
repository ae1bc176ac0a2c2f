import { createHash, timingSafeEqual } from 'node:crypto';

/** Compares a secret text with a given one in constant time. */
export function isEqualSecret(given: string, expected: string): boolean {
  const [a, b] = [given, expected].map((text) => createHash('sha256').update(text).digest());
  return a !== undefined && b !== undefined && timingSafeEqual(a, b);
}
