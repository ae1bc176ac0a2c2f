import { Retell } from 'retell-sdk';
import { sign, symmetric, verify } from 'retell-sdk/lib/webhook_auth';
import { describe, expect, test } from 'vitest';
import { Problem } from '../../../shared/base/problem.ts';
import { verifyRetell } from '../../../shared/calls/telephony/retell/signature.ts';
import { retellSignature } from '../../fakes/retell.ts';

const KEY = 'key_0123456789abcdef';
const NOW = new Date('2026-11-22T15:00:00Z');

function verified(body: string, signature: string | undefined, key = KEY, now = NOW): string {
  try {
    verifyRetell(signature, body, key, now);
    return 'taken';
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return `${error.code} ${error.details.fault}`;
  }
}

const bodies = [
  '{"event":"call_ended","call":{"call_id":"call_1"}}',
  '{ "event" : "call_started" }\n',
  '{"transcript":"¿Confirma? 📦 हाँ"}',
  '',
];

describe.each(bodies)('a body as it is: %j', (body) => {
  test('is accepted as by Retell’s package', async () => {
    const signature = await symmetric.sign(body, KEY, NOW.getTime());
    expect(verified(body, signature)).toBe('taken');
    expect(verified(body, signature.toUpperCase().replace('V=', 'v=').replace('D=', 'd='))).toBe('taken');
    for (const [text, key, given] of [
      [`${body} `, KEY, signature],
      [body, `${KEY}0`, signature],
      [body, KEY, signature.replace(/v=\d+/, `v=${NOW.getTime() + 1}`)],
      [body, KEY, signature.replace(/.$/, (last) => (last === '0' ? '1' : '0'))],
    ] as const) {
      expect(await symmetric.verify(text, key, given, { timestamp: NOW.getTime() })).toBe(false);
      expect(verified(text, given, key)).toBe('unauthenticated signature');
    }
  });

  test('is signed by the stand-in as by the package', async () => {
    expect(retellSignature(KEY, body, NOW)).toBe(await symmetric.sign(body, KEY, NOW.getTime()));
    expect(await Retell.verify(body, KEY, retellSignature(KEY, body, new Date()))).toBe(true);
  });

  test('is accepted when the package signs it at this moment', async () => {
    const signature = await sign(body, KEY);
    expect(await verify(body, KEY, signature)).toBe(true);
    expect(verified(body, signature, KEY, new Date())).toBe('taken');
  });
});

test.each([
  [-300_000, 'taken'],
  [300_000, 'taken'],
  [-300_001, 'unauthenticated time'],
  [300_001, 'unauthenticated time'],
])('a signature that is %i ms off: %s, as by the package', async (offset, result) => {
  const signature = await symmetric.sign('{}', KEY, NOW.getTime() + offset);
  const taken = await symmetric.verify('{}', KEY, signature, { timestamp: NOW.getTime() });
  expect([verified('{}', signature), taken]).toEqual([result, result === 'taken']);
});

test.each([
  [undefined, 'missing'],
  ['', 'missing'],
  ['v=1,d=', 'malformed'],
  ['v=,d=00', 'malformed'],
  [`d=${'0'.repeat(64)},v=1`, 'malformed'],
  [`v=1795348800000,d=${'0'.repeat(63)}`, 'malformed'],
  [`v=1795348800000,d=${'0'.repeat(65)}`, 'malformed'],
  [`v=1795348800000,d=${'g'.repeat(64)}`, 'malformed'],
])('%s is refused and says so', async (signature, fault) => {
  expect(verified('{}', signature)).toBe(`unauthenticated ${fault}`);
});
