import { type AwsClient, createAwsClient } from '../../adapters/aws/aws-client.ts';
import type { SecretCalls } from './secret-calls.ts';

export const createSecretsManager = (): AwsClient<SecretCalls> =>
  createAwsClient({
    name: 'secretsmanager',
    target: 'secretsmanager',
    version: '1.1',
    variable: 'SECRETS_MANAGER',
    loadSdk: async (given) => (await import('./secrets-manager.lazy.ts')).secretsManagerSdk(given),
  });
