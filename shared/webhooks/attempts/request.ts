import type { Cipher } from '../../adapters/cipher/cipher.ts';
import { DEADLINE_MS, headersToSend, type Post } from '../../adapters/outbound/post.ts';
import { legacyHeader, standardHeaders, withoutSignatures } from '../../adapters/signing/signatures.ts';
import type { WebhookDelivery } from '../deliveries/webhook-delivery.ts';
import { liveSecrets, secretContext, type WebhookEndpoint } from '../endpoints/endpoint.ts';
import { kindOf } from '../kinds/catalogue.ts';

type Opening = Pick<Cipher, 'open'>;

/** The request that an attempt makes, signed with the secrets that are valid at that instant. @throws SealedTextInvalid */
export async function requestOf(
  { cipher, allowPrivate }: { cipher: Opening } & Pick<Post, 'allowPrivate'>,
  delivery: WebhookDelivery,
  body: string,
  endpoint: WebhookEndpoint,
  now: Date,
): Promise<Post> {
  const headers = headersOf(delivery, body, await openSecrets(cipher, endpoint, now), now);
  return { url: endpoint.url, headers, body, deadlineMs: DEADLINE_MS, keepsHeaders: true, allowPrivate };
}

/** The secrets that sign at an instant, each once, the current one first. */
async function openSecrets(cipher: Opening, endpoint: WebhookEndpoint, now: Date): Promise<string[]> {
  const context = secretContext(endpoint, endpoint.id);
  const sealed = liveSecrets(endpoint, now);
  return [...new Set(await Promise.all(sealed.map((secret) => cipher.open(secret.sealed, context))))];
}

/** The headers by which a receiver verifies the sender and the body. */
function headersOf(
  { eventId, event, sequence }: WebhookDelivery,
  body: string,
  secrets: readonly string[],
  now: Date,
): Record<string, string> {
  // The legacy header has room for one signature: the current secret's.
  const [current = ''] = secrets;
  return {
    'content-type': 'application/json',
    'user-agent': 'Recado/1.0 (webhooks)',
    ...(sequence !== undefined && { 'webhook-sequence': String(sequence) }),
    ...standardHeaders(secrets, { id: eventId, body }, now),
    ...legacyHeader(kindOf(event).legacySignature, current, body),
  };
}

/**
 * The headers that an attempt of a delivery was sent with, computed from what is stored. Of signatures only the kind is
 * shown, because anyone who has them could send the same request again.
 * @param body the exact text that was sent
 */
export const shownHeaders = (delivery: WebhookDelivery, body: string, sentAt: Date): Record<string, string> =>
  withoutSignatures(
    headersToSend('POST', headersOf(delivery, body, [NO_SECRET], sentAt), Buffer.byteLength(body)),
  );

/** Stands for the secret, since the signature is left out. */
const NO_SECRET = 'whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA';
