import { randomInt } from 'node:crypto';
import { absent, type Key, type Write } from '../../adapters/dynamo/expressions.ts';
import { type Scope, scopeKey } from '../../base/scope.ts';

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const PLACES = 4;
const COMBINATIONS = LETTERS.length ** PLACES;

/** Combinations that numbers of ours have; the rest is drawn for orders whose number is the merchant's. */
const COUNTED = 400_000;

const OURS = /^ORD(\d{10})[A-Z]{4}$/;

/**
 * A reference for people: `ORD`, the second of its making, four letters: `ORD1702345678ABCD`. The letters follow from the
 * order's own number, so that no two orders of a scope have the same, while fewer than 400,000 are made in a second.
 * @param taken how many numbers of the scope were handed out before the order's
 */
export const referenceOf = (taken: number, now: Date): string => referenceWith(taken % COUNTED, now);

/** A random one, for an order without a number of ours; another order may have it. */
export const drawnReference = (now: Date): string => referenceWith(randomInt(COUNTED, COMBINATIONS), now);

function referenceWith(combination: number, now: Date): string {
  let letters = '';
  for (let rest = combination; letters.length < PLACES; rest = Math.floor(rest / LETTERS.length))
    letters = LETTERS.charAt(rest % LETTERS.length) + letters;
  return `ORD${Math.floor(now.getTime() / 1000)}${letters}`;
}

/** When a reference was made, where it reads like one of ours. */
export function timeOfReference(reference: string): Date | undefined {
  const seconds = OURS.exec(reference)?.[1];
  return seconds === undefined ? undefined : new Date(Number(seconds) * 1000);
}

/** The key of a reference that a merchant gave, or that was drawn. */
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
