import { randomBytes } from 'node:crypto';
import { isEqualSecret } from '../../../adapters/signing/equal.ts';
import { Problem } from '../../../base/problem.ts';
import type { Exchange } from '../../../http/exchange.ts';
import type { CallbackRules } from '../../telephony/port/callback-endpoint.ts';
import { verifyWhatsApp } from './whatsapp-signature.ts';
import { type ReportedUpdate, updatesIn } from './whatsapp-webhook.ts';

/** Stands in for the secret of a tenant that does not exist or sends no messages, so that the check takes as long. */
const DUMMY_SECRET = randomBytes(16).toString('hex');

const ofTenant = {
  service: 'whatsapp',
  provider: 'whatsapp',
  referenceOf: ({ params }: Exchange) => params as { tenantId: string },
} as const;

/** Verifies Meta's request that asks for proof that the URL is ours, and returns the text to answer it with. */
export const verifyRules: CallbackRules<{ tenantId: string }, string> = {
  ...ofTenant,
  refusal: 'forbidden',
  prove({ query }, settings) {
    const asked = query as Record<`hub.${'mode' | 'verify_token' | 'challenge'}`, string | undefined>;
    if (!isEqualSecret(String(settings?.verifyToken ?? DUMMY_SECRET), asked['hub.verify_token'] ?? ''))
      throw new Problem('forbidden', { field: 'hub.verify_token' });
    for (const [field, isRight] of [
      ['hub.mode', asked['hub.mode'] === 'subscribe'],
      ['hub.challenge', asked['hub.challenge'] !== undefined],
    ] as const)
      if (!isRight) throw new Problem('invalid_request', { issues: [{ field, rule: 'required' }] });
    return asked['hub.challenge'] ?? '';
  },
};

/** Verifies and reads Meta's requests. */
export const receiveRules: CallbackRules<{ tenantId: string }, ReportedUpdate[]> = {
  ...ofTenant,
  prove({ headers, rawBody }, settings, { tenantId }) {
    verifyWhatsApp(headers, rawBody, String(settings?.appSecret ?? DUMMY_SECRET));
    return updatesIn(parsed(rawBody), tenantId, String(settings?.phoneNumberId));
  },
};

function parsed(rawBody: string): unknown {
  try {
    return JSON.parse(rawBody);
  } catch {
    throw new Problem('invalid_json');
  }
}
