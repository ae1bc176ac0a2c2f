import { createHash, timingSafeEqual } from 'node:crypto';

/** Compares a secret text with a given one in constant time. */
export function isEqualSecret(one: string, other: string): boolean {
  const [a, b] = [one, other].map((text) => createHash('sha256').update(text).digest());
  return a !== undefined && b !== undefined && timingSafeEqual(a, b);
}
