import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Cipher, type CipherContext, SealedTextInvalid } from '../../shared/adapters/cipher/cipher.ts';
import { cipherFromEnvironment } from '../../shared/adapters/cipher/cipher-from-environment.ts';
import { kmsCipher } from '../../shared/adapters/cipher/kms-cipher.ts';
import { localCipher } from '../../shared/adapters/cipher/local-cipher.ts';
import { type Kms, startKms } from '../support/aws/kms.ts';

let kms: Kms;
beforeAll(async () => {
  kms = await startKms();
});
afterAll(() => kms.stop());
beforeEach(() => {
  kms.refusal = undefined;
  kms.asked.length = 0;
});

const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const context: CipherContext = {
  purpose: 'webhook-endpoint',
  tenantId: 'tnt_1',
  mode: 'live',
  endpointId: 'whe_1',
};

describe.each<[string, () => Cipher]>([
  ['the local cipher', () => localCipher(randomBytes(32))],
  ['the cipher of KMS', () => kmsCipher(kms.keyArn)],
])('%s', (_name, make) => {
  test('opens what it sealed, in the same context', async () => {
    const cipher = make();
    for (const text of [SECRET, 'ñandú 📦', '']) {
      const sealed = await cipher.seal(text, context);
      if (text !== '') expect(sealed).not.toContain(text);
      expect(await cipher.open(sealed, { ...context })).toBe(text);
    }
  });

  test('seals the same text differently each time', async () => {
    const cipher = make();
    expect(await cipher.seal(SECRET, context)).not.toBe(await cipher.seal(SECRET, context));
  });

  test.each<[string, CipherContext]>([
    ['of another tenant', { ...context, tenantId: 'tnt_2' }],
    ['of another endpoint', { ...context, endpointId: 'whe_2' }],
    ['of the other mode', { ...context, mode: 'test' }],
    ['of another purpose', { ...context, purpose: 'voice-agent' }],
    ['that is only a part', { purpose: context.purpose, tenantId: context.tenantId }],
  ])('does not open it in the item %s', async (_which, other) => {
    const cipher = make();
    const sealed = await cipher.seal(SECRET, context);
    await expect(cipher.open(sealed, other)).rejects.toThrow(SealedTextInvalid);
  });

  test('opens nothing that was changed, cut, never sealed or sealed by another', async () => {
    const cipher = make();
    const sealed = await cipher.seal(SECRET, context);
    const [prefix = '', encoded = ''] = sealed.split('.');
    const bytes = Buffer.from(encoded, 'base64');
    const changed = Array.from(bytes, (byte, at) => {
      const copy = Buffer.from(bytes);
      copy[at] = byte ^ 1;
      return copy;
    });
    const cut = [bytes.subarray(1), bytes.subarray(0, -1), Buffer.alloc(0)];
    const texts = [...changed, ...cut].map((one) => `${prefix}.${one.toString('base64')}`);
    const foreign = await localCipher(randomBytes(32)).seal(SECRET, context);
    for (const text of [...texts, SECRET, '', `other.${encoded}`, foreign])
      await expect(cipher.open(text, context)).rejects.toThrow(SealedTextInvalid);
  });

  test('reveals nothing of the secret when it cannot open it', async () => {
    const cipher = make();
    const failed = await cipher.open(SECRET, context).catch((error: Error) => error);
    expect(`${failed} ${(failed as Error).stack}`).not.toContain(SECRET.slice(6));
  });
});

test('a local key has 32 bytes', () => {
  expect(() => localCipher(Buffer.alloc(31))).toThrow(
    'The key that seals secrets must have 32 bytes, not 31',
  );
});

describe('KMS', () => {
  test('is asked with the secret’s owner, and seals with the configured key', async () => {
    const cipher = kmsCipher(kms.keyArn);
    await cipher.open(await cipher.seal(SECRET, context), context);
    expect(kms.asked).toEqual([`Encrypt ${JSON.stringify(context)}`, `Decrypt ${JSON.stringify(context)}`]);
    await expect(kmsCipher(`${kms.keyArn}0`).seal(SECRET, context)).rejects.toThrow('No such key.');
  });

  test('distinguishes an unreachable key from a broken secret', async () => {
    const cipher = kmsCipher(kms.keyArn);
    const sealed = await cipher.seal(SECRET, context);
    kms.refusal = { status: 400, type: 'DisabledException' };
    const failed = await cipher.open(sealed, context).catch((error: unknown) => error);
    expect(failed).toMatchObject({ name: 'DisabledException' });
    kms.refusal = undefined;
    expect(await cipher.open(sealed, context)).toBe(SECRET);
  });
});

describe.each([
  ['InvalidCiphertextException', SealedTextInvalid],
  ['IncorrectKeyException', SealedTextInvalid],
  ['KMSInvalidStateException', undefined],
  ['AccessDeniedException', undefined],
])('%s of KMS', (type, final) => {
  test(`is ${final ? 'a broken secret, which no retry opens' : 'passed on, because a retry may open it'}`, async () => {
    const cipher = kmsCipher(kms.keyArn);
    const sealed = await cipher.seal(SECRET, context);
    kms.refusal = { status: 400, type };
    const failed = await cipher.open(sealed, context).catch((error: unknown) => error);
    if (final) {
      expect(failed).toBeInstanceOf(final);
      expect(failed).toMatchObject({ cause: { name: type } });
    } else expect(failed).toMatchObject({ name: type });
  });
});

describe('the cipher of a function', () => {
  test('asks KMS once for a secret that signs many times', async () => {
    const cipher = cipherFromEnvironment({ SECRETS_KEY_ARN: kms.keyArn });
    const sealed = await cipher.seal(SECRET, context);
    const texts = await Promise.all(Array.from({ length: 20 }, () => cipher.open(sealed, context)));
    expect(texts).toEqual(Array(20).fill(SECRET));
    expect(await cipher.open(sealed, context)).toBe(SECRET);
    expect(kms.asked.filter((call) => call.startsWith('Decrypt'))).toHaveLength(1);
  });

  test('takes the key of a local run, and fails without one', async () => {
    const environment = { SECRETS_KEY: Buffer.alloc(32, 1).toString('base64'), SECRETS_KEY_ARN: kms.keyArn };
    const sealed = await cipherFromEnvironment(environment).seal(SECRET, context);
    expect(await localCipher(Buffer.alloc(32, 1)).open(sealed, context)).toBe(SECRET);
    expect(kms.asked).toEqual([]);
    expect(() => cipherFromEnvironment({})).toThrow('Neither SECRETS_KEY nor SECRETS_KEY_ARN is set');
  });
});
