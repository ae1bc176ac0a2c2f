import { beforeEach, expect, test } from 'vitest';
import { cachingCipher } from '../../shared/adapters/cipher/caching-cipher.ts';
import type { Cipher, CipherContext } from '../../shared/adapters/cipher/cipher.ts';

let opened: string[];
let now: Date;
let broken: boolean;
let cipher: Cipher;
beforeEach(() => {
  opened = [];
  now = new Date('2026-11-25T12:00:00.000Z');
  broken = false;
  const key: Cipher = {
    seal: async (text) => text,
    async open(sealed, { tenantId }) {
      opened.push(`${tenantId} ${sealed}`);
      if (broken) throw new Error('KMS is away');
      return `${sealed} in clear`;
    },
  };
  cipher = cachingCipher(key, () => now);
});

const of = (tenantId: string): CipherContext => ({ purpose: 'voice-agent', tenantId });

test('a secret is opened again after five minutes', async () => {
  expect(await cipher.open('a', of('t'))).toBe('a in clear');
  now = new Date(now.getTime() + 299_999);
  expect(await cipher.open('a', of('t'))).toBe('a in clear');
  expect(opened).toEqual(['t a']);
  now = new Date(now.getTime() + 1);
  expect(await cipher.open('a', of('t'))).toBe('a in clear');
  expect(opened).toEqual(['t a', 't a']);
});

test('a sealed text that was moved to another tenant is not opened from memory', async () => {
  await cipher.open('a', of('t'));
  await cipher.open('a', of('u'));
  expect(opened).toEqual(['t a', 'u a']);
});

test('what could not be opened is tried again at once', async () => {
  broken = true;
  await expect(cipher.open('a', of('t'))).rejects.toThrow('KMS is away');
  broken = false;
  expect(await cipher.open('a', of('t'))).toBe('a in clear');
});

test('a thousand are kept; the one that was opened first makes room', async () => {
  for (let count = 0; count <= 1000; count++) await cipher.open(String(count), of('t'));
  opened.length = 0;
  await cipher.open('1', of('t'));
  await cipher.open('1000', of('t'));
  expect(opened).toEqual([]);
  await cipher.open('0', of('t'));
  expect(opened).toEqual(['t 0']);
});
