import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { adminKeyFromEnvironment } from '../../../shared/http/sign-in/admin-key.ts';

const ARN = 'arn:aws:secretsmanager:us-east-1:000000000000:secret:admin-key';

const PUNCTUATION = '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~ aB3';

/** Speaks as much of Secrets Manager's protocol as its client asks for. */
let manager: Server;
let secret: string | undefined;
/** Stored in its place by `--secret-binary`. */
let bytes: string | undefined;
let asked: unknown[];

beforeEach(async () => {
  asked = [];
  bytes = undefined;
  secret = 'the key in the vault';
  manager = createServer(async (request, answer) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    asked.push([request.headers['x-amz-target'], JSON.parse(Buffer.concat(chunks).toString())]);
    const found =
      bytes === undefined
        ? { SecretString: secret }
        : { SecretBinary: Buffer.from(bytes).toString('base64') };
    const isMissing = secret === undefined && bytes === undefined;
    answer.writeHead(isMissing ? 400 : 200, { 'content-type': 'application/x-amz-json-1.1' });
    const refusal = { __type: 'ResourceNotFoundException', message: 'There is no such secret' };
    answer.end(JSON.stringify(isMissing ? refusal : found));
  });
  await new Promise<void>((ready) => manager.listen(0, '127.0.0.1', ready));
  const { port } = manager.address() as AddressInfo;
  vi.stubEnv('AWS_ENDPOINT_URL_SECRETS_MANAGER', `http://127.0.0.1:${port}`);
  vi.stubEnv('AWS_REGION', 'us-east-1');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'test');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test');
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllEnvs();
  manager.closeAllConnections();
  manager.close();
});

describe('the admin key in Secrets Manager', () => {
  test('is read once, by the first check that needs it', async () => {
    const { is: isAdminKey } = adminKeyFromEnvironment({ ADMIN_API_KEY_SECRET_ARN: ARN });
    expect(asked).toEqual([]);
    const checks = ['the key in the vault', 'another', 'the key in the vault '].map((key) => isAdminKey(key));
    expect(await Promise.all(checks)).toEqual([true, false, false]);
    expect(asked).toEqual([['secretsmanager.GetSecretValue', { SecretId: ARN }]]);
  });

  test('is read again after half a minute, so that a new one is known by then', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const { is: isAdminKey } = adminKeyFromEnvironment({ ADMIN_API_KEY_SECRET_ARN: ARN });
    await isAdminKey('the key in the vault');
    secret = 'the new key';
    vi.advanceTimersByTime(30_000 - 1);
    expect(await isAdminKey('the new key')).toBe(false);
    vi.advanceTimersByTime(1);
    expect(await isAdminKey('the new key')).toBe(true);
    expect(await isAdminKey('the key in the vault')).toBe(false);
  });

  test('fails the check when it cannot be read, and is read again by the next one', async () => {
    const { is: isAdminKey } = adminKeyFromEnvironment({ ADMIN_API_KEY_SECRET_ARN: ARN });
    secret = undefined;
    await expect(isAdminKey('anything')).rejects.toThrow('There is no such secret');
    secret = 'back again';
    expect(await isAdminKey('back again')).toBe(true);
  });

  test.each([
    ['with a line’s end', 's3cret\n', 's3cret'],
    ['with that of Windows, and its mark at the start', '\uFEFFs3cret\r\n', 's3cret'],
    ['with all the punctuation there is', PUNCTUATION, PUNCTUATION],
    ['that begins like JSON', '{s3cret}', '{s3cret}'],
    ['of digits alone', '12345678', '12345678'],
    ['in quotes', '"s3cret"', 's3cret'],
    ['as the one field that the console writes', '{"whatever":"s3cret"}', 's3cret'],
    ['as one of the fields that a rotation writes', '{"username":"a","password":"s3cret\\n"}', 's3cret'],
    ['as the field that is named for it', '{"stage":"prod","ADMIN_API_KEY":"s3cret"}', 's3cret'],
  ])('is understood %s', async (_how, stored, key) => {
    secret = stored;
    const { is: isAdminKey } = adminKeyFromEnvironment({ ADMIN_API_KEY_SECRET_ARN: ARN });
    expect(await isAdminKey(key)).toBe(true);
    expect(await isAdminKey(`${key}x`)).toBe(false);
    expect(await adminKeyFromEnvironment({ ADMIN_API_KEY: stored }).is(key)).toBe(true);
  });

  test('is understood as bytes, too', async () => {
    secret = undefined;
    bytes = 's3cret\n';
    expect(await adminKeyFromEnvironment({ ADMIN_API_KEY_SECRET_ARN: ARN }).is('s3cret')).toBe(true);
  });

  test.each([
    ['', 'The secret with the admin key is empty'],
    [' \n', 'The secret with the admin key is empty'],
    ['{"key":" "}', 'The secret with the admin key is empty'],
    [
      '{"one":"a","two":"b"}',
      'The secret is JSON without a field for the admin key: call the field adminKey',
    ],
    ['{}', 'The secret is JSON without a field for the admin key: call the field adminKey'],
    ['["a","b"]', 'The secret is JSON without a field for the admin key: call the field adminKey'],
    [
      'contraseña',
      'The admin key has signs that no header carries: use ASCII letters, digits and punctuation',
    ],
    ['one\ntwo', 'The admin key has signs that no header carries: use ASCII letters, digits and punctuation'],
    ['x'.repeat(1001), 'The admin key is longer than 1000 characters'],
    [
      `tk_live_${'x'.repeat(32)}`,
      'The admin key begins with tk_live_ or tk_test_, which the keys of tenants do',
    ],
  ])('authenticates nobody when it cannot be used, and the log says why: %j', async (stored, reason) => {
    secret = stored;
    const { is: isAdminKey } = adminKeyFromEnvironment({ ADMIN_API_KEY_SECRET_ARN: ARN });
    const error = vi.fn();
    for (const presented of [stored, stored.trim(), ''])
      expect(await isAdminKey(presented, { error })).toBe(false);
    expect(error.mock.calls).toEqual(Array(3).fill(['The admin key cannot be used', { reason }]));
    secret = 's3cret';
    if (stored !== '')
      expect(() => adminKeyFromEnvironment({ ADMIN_API_KEY: stored })).toThrow(`ADMIN_API_KEY: ${reason}`);
  });

  test('gives way to the one in the environment', async () => {
    const { is: isAdminKey } = adminKeyFromEnvironment({
      ADMIN_API_KEY: 'local',
      ADMIN_API_KEY_SECRET_ARN: ARN,
    });
    expect(await isAdminKey('local')).toBe(true);
    expect(asked).toEqual([]);
  });
});
