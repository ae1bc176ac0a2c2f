import type { KMSClient } from '@aws-sdk/client-kms';
import { clientConfiguration } from '../aws/client-configuration.ts';
import { type Cipher, SealedTextInvalid } from './cipher.ts';

const PREFIX = 'kms.';

/** KMS's refusals of what no retry makes better. */
const FINAL = ['InvalidCiphertextException', 'IncorrectKeyException'];

/**
 * AWS KMS: `kms.` and the ciphertext in base64, with the context as encryption context. Its client is loaded at the first
 * secret, since most invocations need none. Endpoint, region and credentials come from the environment variables that
 * the SDK reads by itself.
 */
export function kmsCipher(keyArn: string): Cipher {
  let loading: Promise<Kms> | undefined;
  const kms = (): Promise<Kms> => {
    loading ??= loadKms();
    return loading;
  };
  return {
    async seal(text, context) {
      const { client, EncryptCommand } = await kms();
      const { CiphertextBlob = new Uint8Array() } = await client.send(
        new EncryptCommand({ KeyId: keyArn, Plaintext: Buffer.from(text), EncryptionContext: context }),
      );
      return PREFIX + Buffer.from(CiphertextBlob).toString('base64');
    },
    async open(sealed, context) {
      if (!sealed.startsWith(PREFIX)) throw new SealedTextInvalid(context);
      const { client, DecryptCommand } = await kms();
      const CiphertextBlob = Buffer.from(sealed.slice(PREFIX.length), 'base64');
      try {
        const { Plaintext = new Uint8Array() } = await client.send(
          new DecryptCommand({ KeyId: keyArn, CiphertextBlob, EncryptionContext: context }),
        );
        return Buffer.from(Plaintext).toString();
      } catch (cause) {
        const isFinal = cause instanceof Error && FINAL.includes(cause.name);
        throw isFinal ? new SealedTextInvalid(context, { cause }) : cause;
      }
    },
  };
}

async function loadKms() {
  const { DecryptCommand, EncryptCommand, KMSClient } = await import('./kms.lazy.ts');
  const client: KMSClient = new KMSClient(clientConfiguration);
  return { client, DecryptCommand, EncryptCommand };
}

type Kms = Awaited<ReturnType<typeof loadKms>>;
