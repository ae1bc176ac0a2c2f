import fc from 'fast-check';
import { expect, test } from 'vitest';
import { newId } from '../../../shared/base/ids.ts';
import { Problem } from '../../../shared/base/problem.ts';
import {
  callbackUrl,
  decodeReference,
  encodeReference,
} from '../../../shared/calls/telephony/port/reference.ts';

const now = new Date('2026-11-22T15:00:00Z');
const reference = {
  tenantId: newId('tenant', now),
  mode: 'live',
  orderId: newId('order', now),
  callId: newId('call', now),
} as const;

test('a reference comes back whole from a callback URL, whether the API’s URL ends in a slash or not', () => {
  for (const publicUrl of ['https://api.example.com/prod', 'https://api.example.com/prod/']) {
    const url = new URL(callbackUrl(publicUrl, reference, 'http'));
    expect(`${url.origin}${url.pathname}`).toBe('https://api.example.com/prod/callbacks/calls/http');
    expect(decodeReference(url.searchParams.get('ref') ?? '')).toEqual(reference);
  }
});

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const { tenantId, mode, orderId, callId } = reference;

test.each([
  ['empty', ''],
  ['no base64url', 'a b+c/='],
  ['no JSON', Buffer.from('call').toString('base64url')],
  ['null', encode(null)],
  ['an object', encode(reference)],
  ['too short a list', encode([tenantId, mode, orderId])],
  ['too long a list', encode([tenantId, mode, orderId, callId, callId])],
  ['of another mode', encode([tenantId, 'prod', orderId, callId])],
  ['in another order', encode([orderId, mode, tenantId, callId])],
  ['of a test call with an order', encode([tenantId, mode, orderId, newId('testCall', now)])],
  ['of numbers', encode([1, mode, 2, 3])],
  ['with a key’s separator in an id', encode([`${tenantId}#live`, mode, orderId, callId])],
  ['endless', 'W'.repeat(5_000_000)],
])('a reference that is %s is not found', (_what, ref) => {
  expect(() => decodeReference(ref)).toThrow(new Problem('not_found'));
});

test('any text is either a reference or refused', () => {
  const text = fc.oneof(
    fc.string(),
    fc.base64String(),
    fc.json().map((json) => Buffer.from(json).toString('base64url')),
  );
  fc.assert(
    fc.property(text, (ref) => {
      expect(() => decodeReference(ref)).toThrow(Problem);
    }),
  );
  expect(decodeReference(encodeReference(reference))).toEqual(reference);
});
