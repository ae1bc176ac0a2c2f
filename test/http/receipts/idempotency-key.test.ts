import { describe, expect, test } from 'vitest';
import { make, post, serve, things, useThings } from '../support/things.ts';

useThings();

describe('an Idempotency-Key', () => {
  test('may have 255 characters', async () => {
    expect((await post(serve(make), 'k'.repeat(255))).status).toBe(201);
  });

  test.each([
    ['is empty', '', 'Idempotency-Key must not be empty'],
    ['has 256 characters', 'k'.repeat(256), 'Idempotency-Key must have at most 255 characters'],
  ])('is refused when it %s', async (_, key, message) => {
    expect(await post(serve(make), key)).toMatchObject({
      status: 400,
      body: { error: { code: 'invalid_request', message } },
    });
    expect(things.made).toBe(0);
  });

  test('is optional', async () => {
    const handler = serve(make);
    await post(handler, undefined);
    await post(handler, undefined);
    expect(things.made).toBe(2);
  });
});
