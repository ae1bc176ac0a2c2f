import { type AwsClient, createAwsClient } from '../aws/aws-client.ts';
import { type Cipher, SealedTextInvalid } from './cipher.ts';
import type { KmsCalls } from './kms-calls.ts';

const PREFIX = 'kms.';

/** Errors of KMS that no retry can fix. */
const FINAL = ['InvalidCiphertextException', 'IncorrectKeyException'];

const createKmsClient = (): AwsClient<KmsCalls> =>
  createAwsClient({
    name: 'kms',
    target: 'TrentService',
    version: '1.1',
    variable: 'KMS',
    refusals: FINAL,
    loadSdk: async (given) => (await import('./kms.lazy.ts')).kmsSdk(given),
  });

/**
 * AWS KMS: `kms.` and the ciphertext in base64, with the context as encryption context. Endpoint, region and credentials
 * come from the environment variables that the SDK reads itself.
 */
export function kmsCipher(keyArn: string): Cipher {
  const kms = createKmsClient();
  return {
    async seal(text, context) {
      const { CiphertextBlob } = await kms.send('Encrypt', {
        KeyId: keyArn,
        Plaintext: Buffer.from(text).toString('base64'),
        EncryptionContext: context,
      });
      return PREFIX + CiphertextBlob;
    },
    async open(sealed, context) {
      if (!sealed.startsWith(PREFIX)) throw new SealedTextInvalid(context);
      try {
        const { Plaintext } = await kms.send('Decrypt', {
          KeyId: keyArn,
          CiphertextBlob: sealed.slice(PREFIX.length),
          EncryptionContext: context,
        });
        return Buffer.from(Plaintext, 'base64').toString();
      } catch (cause) {
        const isFinal = cause instanceof Error && FINAL.includes(cause.name);
        throw isFinal ? new SealedTextInvalid(context, { cause }) : cause;
      }
    },
  };
}
