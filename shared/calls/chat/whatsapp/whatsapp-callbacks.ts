import { randomBytes } from 'node:crypto';
import { isEqualSecret } from '../../../adapters/signing/equal.ts';
import { Problem } from '../../../base/problem.ts';
import type { Exchange } from '../../../http/exchange.ts';
import type { CallbackRules } from '../../telephony/port/callback-endpoint.ts';
import { verifyWhatsApp } from './whatsapp-signature.ts';
import { type ReportedUpdate, updatesIn } from './whatsapp-webhook.ts';

/** Of a tenant that is not there, or sends no messages. */
const NOBODYS = randomBytes(16).toString('hex');

const ofTenant = {
  service: 'whatsapp',
  provider: 'whatsapp',
  referenceOf: ({ params }: Exchange) => params as { tenantId: string },
} as const;

/** Proves a question whether the URL is ours, which answers what is to be said to it. */
export const verifyRules: CallbackRules<{ tenantId: string }, string> = {
  ...ofTenant,
  refusal: 'forbidden',
  prove({ query }, settings) {
    const asked = query as Record<`hub.${'mode' | 'verify_token' | 'challenge'}`, string | undefined>;
    if (!isEqualSecret(String(settings?.verifyToken ?? NOBODYS), asked['hub.verify_token'] ?? ''))
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
    verifyWhatsApp(headers, rawBody, String(settings?.appSecret ?? NOBODYS));
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
