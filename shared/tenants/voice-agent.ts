import type { Cipher, CipherContext } from '../adapters/cipher/cipher.ts';
import { newSigningSecret } from '../adapters/signing/secrets.ts';
import type { TenantChanges } from './settings.ts';

/** The merchant's own voice agent, as the tenant's settings name it. */
export interface VoiceAgent {
  /** `https://…`, where call requests are posted. */
  url: string;
  /** `whsec_` and base64: the key of Standard Webhooks, for our requests and for the agent's reports. */
  secret: string;
}

/** A tenant's voice agent as it is stored. */
export interface SealedAgent {
  url: string;
  /** By the cipher, in the tenant's context. */
  sealedSecret: string;
}

const secretContext = (tenantId: string): CipherContext => ({ purpose: 'voice-agent', tenantId });

/** @throws SealedTextInvalid */
export async function openAgent(
  cipher: Pick<Cipher, 'open'>,
  tenantId: string,
  { url, sealedSecret }: SealedAgent,
): Promise<VoiceAgent> {
  return { url, secret: await cipher.open(sealedSecret, secretContext(tenantId)) };
}

/**
 * The agent that a change names, to be stored; undefined when it names none. One that moves keeps its secret unless it
 * is given another one.
 */
export async function sealAgent(
  cipher: Pick<Cipher, 'seal'>,
  { id, voiceAgent: before }: { id: string; voiceAgent: SealedAgent | null },
  given: TenantChanges['voiceAgent'],
): Promise<{ voiceAgent?: SealedAgent | null | undefined; madeSecret?: string | undefined }> {
  if (!given) return { voiceAgent: given };
  const { url, secret } = given;
  if (secret === undefined && before !== null)
    return { voiceAgent: { url, sealedSecret: before.sealedSecret } };
  const madeSecret = secret === undefined ? newSigningSecret() : undefined;
  const sealedSecret = await cipher.seal(secret ?? madeSecret ?? '', secretContext(id));
  return { voiceAgent: { url, sealedSecret }, madeSecret };
}
