/** The purpose of a secret: functions get the key for one purpose and not for another. */
export type SecretPurpose = 'webhook-endpoint' | 'voice-agent' | 'whatsapp';

/**
 * Whose secret it is. Not secret itself, but required to open it: a sealed text is useless in another tenant's item.
 */
export interface CipherContext {
  purpose: SecretPurpose;
  tenantId: string;
  /** What else distinguishes the secret from the tenant's other ones. */
  [part: string]: string;
}

/** Encrypts secrets before they are stored. */
export interface Cipher {
  /** Different at each call for the same text. */
  seal(text: string, context: CipherContext): Promise<string>;
  /** @throws SealedTextInvalid, or the reason why the key cannot be used at the moment */
  open(sealed: string, context: CipherContext): Promise<string>;
}

/** A sealed text is damaged, or belongs to another key or item: retrying is useless, a person has to look at it. */
export class SealedTextInvalid extends Error {
  constructor({ purpose }: CipherContext, options?: ErrorOptions) {
    super(
      `A sealed secret (${purpose}) is damaged, or was sealed with another key or for another item`,
      options,
    );
    this.name = 'SealedTextInvalid';
  }
}
