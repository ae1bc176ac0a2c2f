import { randomBytes } from 'node:crypto';
import { Problem } from '../../../base/problem.ts';
import { fieldsOf } from '../port/bodies.ts';
import type { CallbackRules, OpenSettings } from '../port/callback-endpoint.ts';
import type { Progress } from '../port/progress.ts';
import { type CallReference, decodeReference, encodeReference } from '../port/reference.ts';
import type { AnalysisNames } from './analysis.ts';
import { progressOfRetellCall } from './retell-call.ts';
import { createRetell, type RetellAccount } from './retell-client.ts';
import { verifyRetell } from './signature.ts';

/** Checked in place of an unknown tenant's secret: fails as a wrong signature does, and takes as long. */
const DUMMY_KEY = randomBytes(16).toString('hex');

export const retellRules: CallbackRules<CallReference, Progress> = {
  service: 'voiceAgent',
  provider: 'retell',
  referenceOf: ({ query }) => decodeReference((query as { ref: string }).ref),
  prove({ headers, rawBody }, settings, reference, now) {
    const key = String(settings?.webhookKey ?? settings?.apiKey ?? DUMMY_KEY);
    verifyRetell(headers['x-retell-signature'], rawBody, key, now);
    const call = callIn(rawBody);
    // The URL is not signed: an intercepted body must not work for another order.
    if (fieldsOf(call.metadata).reference !== encodeReference(reference))
      throw new Problem('invalid_request', {
        issues: [{ field: 'call.metadata.reference', rule: 'one_of' }],
      });
    return progressOfRetellCall(call, namesOf(settings));
  },
};

/** Without the limits of depth and characters that other bodies have: what breaks them is not kept. */
function callIn(rawBody: string): Record<string, unknown> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(rawBody);
  } catch {
    // Not kept as the cause: its message quotes the body.
    throw new Problem('invalid_json');
  }
  return fieldsOf(fieldsOf(parsed).call);
}

const namesOf = (settings: OpenSettings | undefined): AnalysisNames =>
  (settings?.analysis ?? {}) as AnalysisNames;

/** Ends a call that has nothing left to say. */
export async function hangUpRetell(
  { providerCallId }: Progress,
  settings: OpenSettings,
  allowPrivate: boolean,
): Promise<void> {
  if (providerCallId === undefined) return;
  await createRetell(settings as object as RetellAccount, { allowPrivate }).hangUp?.(providerCallId);
}
