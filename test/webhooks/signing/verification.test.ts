import { describe, expect, it } from 'vitest';
import { standardHeaders } from '../../../shared/adapters/signing/signatures.ts';
import { SignatureInvalid, verifySignature } from '../../../shared/adapters/signing/verification.ts';

const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const other = 'whsec_OTHERr8GKYqrTwjUPD8ILPZIo2LaLaSw';
const signable = { id: 'msg_1', body: '{"ok":true}' };
const signed = new Date('2026-11-22T15:00:00Z');
const headers = standardHeaders([secret], signable, signed);
const seconds = (count: number) => new Date(signed.getTime() + count * 1000);

function faultOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof SignatureInvalid) return error.fault;
    throw error;
  }
  return 'none';
}

describe('verifySignature', () => {
  it('answers with the message’s id and when it was signed', () => {
    expect(verifySignature(headers, signable.body, secret, signed)).toEqual({
      id: 'msg_1',
      timestamp: signed,
    });
  });

  it('takes any one of several signatures', () => {
    const both = standardHeaders([other, secret], signable, signed);
    for (const one of [secret, other])
      expect(faultOf(() => verifySignature(both, signable.body, one, signed))).toBe('none');
  });

  it('takes signatures from 5 minutes ago to 5 minutes ahead', () => {
    const at = (now: Date) => faultOf(() => verifySignature(headers, signable.body, secret, now));
    expect([-301, -300, 300, 301].map(seconds).map(at)).toEqual([
      'timestamp_too_new',
      'none',
      'none',
      'timestamp_too_old',
    ]);
  });

  it.each(['webhook-id', 'webhook-timestamp', 'webhook-signature'])('misses %s', (name) => {
    const without = { ...headers, [name]: undefined };
    expect(faultOf(() => verifySignature(without, signable.body, secret, signed))).toBe('headers_missing');
  });

  it.each(['1700000000000', '2026-11-22T15:00:00Z', '-1', '1e9', 'NaN', ' '])(
    'takes %j for no timestamp',
    (timestamp) => {
      const odd = { ...headers, 'webhook-timestamp': timestamp };
      expect(faultOf(() => verifySignature(odd, signable.body, secret, signed))).toBe('timestamp_malformed');
    },
  );

  it('finds no match for another secret, body, id, time, version or half a signature', () => {
    const signature = headers['webhook-signature'] ?? '';
    const tampered: [Record<string, string>, string, string][] = [
      [headers, signable.body, other],
      [headers, '{"ok": true}', secret],
      [{ ...headers, 'webhook-id': 'msg_2' }, signable.body, secret],
      [{ ...headers, 'webhook-timestamp': String(signed.getTime() / 1000 + 1) }, signable.body, secret],
      [{ ...headers, 'webhook-signature': signature.replace('v1', 'v2') }, signable.body, secret],
      [{ ...headers, 'webhook-signature': signature.slice(0, -4) }, signable.body, secret],
    ];
    for (const [sent, body, key] of tampered)
      expect(faultOf(() => verifySignature(sent, body, key, signed))).toBe('no_match');
  });

  it('names the likely cause', () => {
    expect(() => verifySignature(headers, '{}', secret, signed)).toThrow(
      'not the exact bytes that were signed',
    );
    expect(() => verifySignature(headers, signable.body, secret, seconds(400))).toThrow(
      'a replay, or the sender’s clock',
    );
  });
});
