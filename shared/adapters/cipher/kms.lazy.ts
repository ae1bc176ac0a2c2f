import { DecryptCommand, EncryptCommand, KMSClient } from '@aws-sdk/client-kms';
import type { AwsConfiguration, WholeSdk } from '../aws/aws-client.ts';
import { clientConfiguration, wholeSdk } from '../aws/whole-sdk.ts';
import type { KmsCalls } from './kms-calls.ts';

const bytes = (base64: string): Buffer => Buffer.from(base64, 'base64');
const base64 = (given: Uint8Array = new Uint8Array()): string => Buffer.from(given).toString('base64');

export function kmsSdk(configuration: AwsConfiguration): WholeSdk<KmsCalls> {
  const client = new KMSClient({ ...clientConfiguration, ...configuration });
  return wholeSdk<KmsCalls>(client, {
    async Encrypt({ Plaintext, ...rest }) {
      const { CiphertextBlob } = await client.send(
        new EncryptCommand({ ...rest, Plaintext: bytes(Plaintext) }),
      );
      return { CiphertextBlob: base64(CiphertextBlob) };
    },
    async Decrypt({ CiphertextBlob, ...rest }) {
      const { Plaintext } = await client.send(
        new DecryptCommand({ ...rest, CiphertextBlob: bytes(CiphertextBlob) }),
      );
      return { Plaintext: base64(Plaintext) };
    },
  });
}
