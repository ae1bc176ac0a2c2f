import { randomInt } from 'node:crypto';
import { absent, type Key, type Write } from '../adapters/dynamo/expressions.ts';
import { type Scope, scopeKey } from '../base/scope.ts';

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** A reference for people: `ORD`, the second of its making, four letters (457,000 a second): `ORD1702345678ABCD`. */
export function newReference(now: Date): string {
  const letters = Array.from({ length: 4 }, () => LETTERS.charAt(randomInt(LETTERS.length)));
  return `ORD${Math.floor(now.getTime() / 1000)}${letters.join('')}`;
}

export const referenceKey = (scope: Scope, reference: string): Key => ({
  pk: `REFERENCE#${scopeKey(scope)}#${reference}`,
  sk: 'REFERENCE',
});

/** Takes a reference for an order; refused when another order has it. */
export const claimReference = (scope: Scope, reference: string, orderId: string): Write => ({
  put: { ...referenceKey(scope, reference), entity: 'reference', orderId },
  if: absent,
  name: 'reference',
});
