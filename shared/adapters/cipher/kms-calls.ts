import type { CipherContext } from './cipher.ts';

interface Use {
  KeyId: string;
  EncryptionContext: CipherContext;
}

/** The operations of KMS that we call, with bytes in base64 as they travel. */
export type KmsCalls = {
  Encrypt: { input: Use & { Plaintext: string }; output: { CiphertextBlob: string } };
  Decrypt: { input: Use & { CiphertextBlob: string }; output: { Plaintext: string } };
};
