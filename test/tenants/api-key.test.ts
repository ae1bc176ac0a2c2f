import { expect, test } from 'vitest';
import { hashApiKeySecret, isApiKeySecret, newApiKeySecret } from '../../shared/tenants/access/api-key.ts';

test('a secret carries its mode and 32 characters, evenly drawn', () => {
  const secrets = Array.from({ length: 2000 }, (_, n) => newApiKeySecret(n % 2 ? 'live' : 'test'));
  expect(new Set(secrets).size).toBe(secrets.length);
  for (const secret of secrets) expect(isApiKeySecret(secret)).toBe(true);
  expect(secrets[0]).toMatch(/^tk_test_[0-9A-Za-z]{32}$/);
  expect(secrets[1]).toMatch(/^tk_live_[0-9A-Za-z]{32}$/);
  const counts = new Map<string, number>();
  for (const character of secrets.map((secret) => secret.slice(8)).join(''))
    counts.set(character, (counts.get(character) ?? 0) + 1);
  // 64,000 characters over 62 are 1,032 of each, give or take 32 at one standard deviation.
  expect(counts.size).toBe(62);
  expect(Math.max(...counts.values()) - Math.min(...counts.values())).toBeLessThan(260);
});

test('a secret is stored as its SHA-256', () => {
  expect(hashApiKeySecret('tk_test_abc')).toBe(
    '1eff0da075e2e6ada7289835b4c63e4bc2fab0a9fb4cfb0ca1804c50f82bbaae',
  );
});

test.each([
  ['tk_live_0123456789abcdef', true],
  ['tk_test_0123456789ABCDEF', true],
  [`tk_live_${'z'.repeat(64)}`, true],
  ['', false],
  ['tk_test_', false],
  ['tk_prod_0123456789abcdef', false],
  ['tk_live_0123456789abcde', false],
  [`tk_live_${'z'.repeat(65)}`, false],
  ['tk_live_0123456789abcdef!', false],
  ['tk_live_0123456789abcdef\n', false],
  ['sk_live_0123456789abcdef', false],
  [' tk_live_0123456789abcdef', false],
])('whether %j may be a secret, and is looked up: %s', (text, may) => {
  expect(isApiKeySecret(text)).toBe(may);
});
