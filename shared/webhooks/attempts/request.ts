import type { Cipher } from '../../adapters/cipher/cipher.ts';
import { DEADLINE_MS, type Post } from '../../adapters/outbound/post.ts';
import { legacyHeader, standardHeaders } from '../../adapters/signing/signatures.ts';
import type { WebhookDelivery } from '../deliveries/webhook-delivery.ts';
import { liveSecrets, secretContext, type WebhookEndpoint } from '../endpoints/endpoint.ts';
import { kindOf } from '../kinds/catalogue.ts';

type Opening = Pick<Cipher, 'open'>;

/** The request that an attempt makes, signed with what signs at that instant. @throws SealedTextInvalid */
export async function requestOf(
  { cipher, allowPrivate }: { cipher: Opening } & Pick<Post, 'allowPrivate'>,
  delivery: WebhookDelivery,
  body: string,
  endpoint: WebhookEndpoint,
  now: Date,
): Promise<Post> {
  const headers = headersOf(delivery, body, await openSecrets(cipher, endpoint, now), now);
  return { url: endpoint.url, headers, body, deadlineMs: DEADLINE_MS, allowPrivate };
}

/** The secrets that sign at an instant, each once, the current one first. */
async function openSecrets(cipher: Opening, endpoint: WebhookEndpoint, now: Date): Promise<string[]> {
  const context = secretContext(endpoint, endpoint.id);
  const sealed = liveSecrets(endpoint, now);
  return [...new Set(await Promise.all(sealed.map((one) => cipher.open(one.sealed, context))))];
}

/** Everything that says who sends what: the receiver needs nothing else to believe it. */
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
