import { createHmac, timingSafeEqual } from 'node:crypto';
import fc from 'fast-check';
import { Webhook } from 'standardwebhooks';
import { describe, expect, it } from 'vitest';
import {
  isAcceptableSecret,
  newSigningSecret,
  standardKey,
} from '../../../shared/adapters/signing/secrets.ts';
import {
  legacyHeader,
  standardHeaders,
  standardSignature,
} from '../../../shared/adapters/signing/signatures.ts';

const id = 'msg_p5jXN8AQM9LWM0D4loKWxJek';
const body = '{"test": 2432232314}';
const now = new Date(1614265330_000);

/** As Talkyria's documentation has it, for Node.js. */
function verifySignature(body: string, signature: string, secret: string): boolean {
  const expected = `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
  return timingSafeEqual(Buffer.from(signature), Buffer.from(expected));
}

describe('the Standard Webhooks signature', () => {
  it('is the one of the published vector, with and without the prefix', () => {
    const expected = 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=';
    for (const secret of ['MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'])
      expect(standardSignature(secret, { id, body }, 1614265330)).toBe(expected);
  });

  it('comes with the event’s id and the seconds of the attempt', () => {
    const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
    expect(standardHeaders([secret], { id, body }, new Date(now.getTime() + 999))).toEqual({
      'webhook-id': id,
      'webhook-timestamp': '1614265330',
      'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    });
  });

  it('is accepted by the standardwebhooks library under each of several secrets', () => {
    const secrets = [newSigningSecret(), newSigningSecret(), newSigningSecret()];
    const text = '{"señal":"¡así!","emoji":"📦"}';
    const headers = standardHeaders(secrets, { id, body: text }, new Date());
    expect(headers['webhook-signature']?.split(' ')).toHaveLength(3);
    for (const secret of secrets) expect(new Webhook(secret).verify(text, headers)).toEqual(JSON.parse(text));
    expect(() => new Webhook(newSigningSecret()).verify(text, headers)).toThrow(
      'No matching signature found',
    );
  });

  it('uses the key that the standardwebhooks library makes of a secret, or its bytes where the library refuses it', () => {
    const letters = fc.constantFrom(...'ABCZabcz0189+/');
    const text = fc.oneof(
      fc.string({ unit: letters, minLength: 16, maxLength: 90 }),
      fc.string({
        unit: fc.oneof({ weight: 20, arbitrary: letters }, fc.constantFrom(...'-_.!=')),
        minLength: 16,
      }),
    );
    const outcomes = new Set<string>();
    fc.assert(
      fc.property(
        text,
        fc.constantFrom('', '=', '=='),
        fc.constantFrom('', 'whsec_'),
        (bare, padding, prefix) => {
          // The library does not look at a character that is one too many, whatever it is.
          fc.pre(bare.replace(/=+$/, '').length % 4 !== 1);
          const secret = `${prefix}${bare}${padding}`;
          const oracle = libraryOf(secret);
          outcomes.add(oracle.format);
          expect(standardSignature(secret, { id, body }, 1614265330)).toBe(
            oracle.webhook.sign(id, now, body),
          );
        },
      ),
    );
    expect([...outcomes].sort()).toEqual(['base64', 'raw']);
  });
});

function libraryOf(secret: string) {
  try {
    return { format: 'base64', webhook: new Webhook(secret) };
  } catch {
    return { format: 'raw', webhook: new Webhook(secret, { format: 'raw' }) };
  }
}

describe('the legacy signatures', () => {
  it('pass the reference’s own verification, keyed with the secret’s text', () => {
    const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
    const { 'X-Talkyria-Signature': signature = '' } = legacyHeader('talkyria', secret, body);
    expect(signature).toMatch(/^sha256=[0-9a-f]{64}$/);
    expect(verifySignature(body, signature, secret)).toBe(true);
    expect(verifySignature(`${body} `, signature, secret)).toBe(false);
  });

  it('have no prefix in Telyport’s form', () => {
    const hex = createHmac('sha256', 'a secret').update('€').digest('hex');
    expect(legacyHeader('telyport', 'a secret', '€')).toEqual({ 'X-Telyport-Signature': hex });
  });
});

describe('secrets', () => {
  it('are made with 32 random bytes', () => {
    const made = newSigningSecret();
    expect(made).toMatch(/^whsec_/);
    expect(standardKey(made)).toHaveLength(32);
    expect(newSigningSecret()).not.toBe(made);
    expect(isAcceptableSecret(made)).toBe(true);
  });

  it.each([
    ['16 characters of one’s own', 'x'.repeat(16), true],
    ['15 characters', 'x'.repeat(15), false],
    ['256 characters', 'x'.repeat(256), true],
    ['257 characters', 'x'.repeat(257), false],
    ['a space', 'correct horse battery', false],
    ['a letter that has more than one spelling in bytes', 'contraseña-larga-larga', false],
    ['stars, which stand for one', '*'.repeat(32), false],
    ['24 bytes after the prefix', `whsec_${Buffer.alloc(24).toString('base64')}`, true],
    ['23 bytes after the prefix', `whsec_${Buffer.alloc(23).toString('base64')}`, false],
    ['64 bytes after the prefix', `whsec_${Buffer.alloc(64).toString('base64')}`, true],
    ['65 bytes after the prefix', `whsec_${Buffer.alloc(65).toString('base64')}`, false],
    ['no base64 after the prefix', `whsec_${'-'.repeat(40)}`, false],
    ['half a byte too much after the prefix', `whsec_${'A'.repeat(33)}`, false],
  ])('with %s', (_what, secret, acceptable) => {
    expect(isAcceptableSecret(secret)).toBe(acceptable);
  });
});
