import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { adminKeyFromEnvironment } from '../../shared/http/admin-key.ts';

const ARN = 'arn:aws:secretsmanager:us-east-1:000000000000:secret:admin-key';

/** Speaks as much of Secrets Manager's protocol as its client asks for. */
let manager: Server;
let secret: string | undefined;
let asked: unknown[];

beforeEach(async () => {
  asked = [];
  secret = 'the key in the vault';
  manager = createServer(async (request, answer) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    asked.push([request.headers['x-amz-target'], JSON.parse(Buffer.concat(chunks).toString())]);
    answer.writeHead(secret === undefined ? 400 : 200, { 'content-type': 'application/x-amz-json-1.1' });
    const refusal = { __type: 'ResourceNotFoundException', message: 'There is no such secret' };
    answer.end(JSON.stringify(secret === undefined ? refusal : { SecretString: secret }));
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
  test('is asked for once, by the first check that needs it', async () => {
    const isAdminKey = adminKeyFromEnvironment({ ADMIN_API_KEY_SECRET_ARN: ARN });
    expect(asked).toEqual([]);
    const checks = ['the key in the vault', 'another', 'the key in the vault '].map(isAdminKey);
    expect(await Promise.all(checks)).toEqual([true, false, false]);
    expect(asked).toEqual([['secretsmanager.GetSecretValue', { SecretId: ARN }]]);
  });

  test('is asked for again after five minutes, so that a new one is known by then', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const isAdminKey = adminKeyFromEnvironment({ ADMIN_API_KEY_SECRET_ARN: ARN });
    await isAdminKey('the key in the vault');
    secret = 'the new key';
    vi.advanceTimersByTime(5 * 60_000 - 1);
    expect(await isAdminKey('the new key')).toBe(false);
    vi.advanceTimersByTime(1);
    expect(await isAdminKey('the new key')).toBe(true);
    expect(await isAdminKey('the key in the vault')).toBe(false);
  });

  test('that cannot be had fails the check, and is asked for again by the next one', async () => {
    const isAdminKey = adminKeyFromEnvironment({ ADMIN_API_KEY_SECRET_ARN: ARN });
    secret = undefined;
    await expect(isAdminKey('anything')).rejects.toThrow('There is no such secret');
    secret = '';
    await expect(isAdminKey('')).rejects.toThrow('The secret with the admin key is empty');
    secret = 'back again';
    expect(await isAdminKey('back again')).toBe(true);
  });

  test('gives way to the one in the environment', async () => {
    const isAdminKey = adminKeyFromEnvironment({ ADMIN_API_KEY: 'local', ADMIN_API_KEY_SECRET_ARN: ARN });
    expect(await isAdminKey('local')).toBe(true);
    expect(asked).toEqual([]);
  });
});
