import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { AwsConfiguration, WholeSdk } from '../../adapters/aws/aws-client.ts';
import { clientConfiguration, wholeSdk } from '../../adapters/aws/whole-sdk.ts';
import type { SecretCalls } from './secret-calls.ts';

export function secretsManagerSdk(configuration: AwsConfiguration): WholeSdk<SecretCalls> {
  const client = new SecretsManagerClient({ ...clientConfiguration, ...configuration });
  return wholeSdk<SecretCalls>(client, {
    async GetSecretValue(input) {
      const { SecretString, SecretBinary } = await client.send(new GetSecretValueCommand(input));
      return {
        ...(SecretString !== undefined && { SecretString }),
        ...(SecretBinary && { SecretBinary: Buffer.from(SecretBinary).toString('base64') }),
      };
    },
  });
}
