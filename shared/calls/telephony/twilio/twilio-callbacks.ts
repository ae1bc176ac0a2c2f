import { randomBytes } from 'node:crypto';
import type { Reply } from '../../../http/exchange.ts';
import type { CallbackRules, OpenSettings } from '../port/callback-endpoint.ts';
import { type CallReference, decodeReference } from '../port/reference.ts';
import { type ReplyContext, replyTo, type TwilioCallback } from './conversation.ts';
import { verifyTwilio } from './signature.ts';
import type { Texts } from './texts.ts';
import { createTwilio, type TwilioAccount } from './twilio-client.ts';
import type { TwilioStep } from './twilio-routes.ts';
import { twilioUrl } from './twilio-urls.ts';
import { TWIML_TYPE, twiml } from './twiml.ts';

/** Checked in place of an unknown tenant's secret: fails as a wrong signature does, and takes as long. */
const DUMMY_TOKEN = randomBytes(16).toString('hex');

/** @param publicUrl of the API as Twilio was given it: requests through a proxy name another one */
export const twilioRules = (publicUrl: string): CallbackRules<CallReference, TwilioCallback> => ({
  service: 'voiceAgent',
  provider: 'twilio',
  referenceOf: ({ query }) => decodeReference((query as { ref: string }).ref),
  prove({ headers, rawBody, event, params, query }, settings) {
    const question = event.rawQueryString === '' ? '' : `?${event.rawQueryString}`;
    // Below a base path the gateway names it too.
    const path = event.rawPath.slice(Math.max(0, event.rawPath.indexOf('/callbacks/')));
    const url = `${publicUrl.replace(/\/+$/, '')}${path}${question}`;
    const form = verifyTwilio({ headers, rawBody, url }, String(settings?.authToken ?? DUMMY_TOKEN));
    const { step } = params as { step: TwilioStep };
    return { step, turn: (query as { turn: number }).turn, form };
  },
});

export const textsOf = ({ texts }: OpenSettings): Texts => (texts ?? {}) as Texts;

/** The answer to Twilio; a call that we do not know is ended. */
export function answerTwilio(
  report: TwilioCallback,
  current: (Omit<ReplyContext, 'conversation'> & { call: Pick<ReplyContext, 'conversation'> }) | undefined,
  texts: Texts,
): Reply {
  const verbs =
    current === undefined
      ? [{ verb: 'hangup' } as const]
      : replyTo(report, { ...current, conversation: current.call.conversation }, texts, (step, turn) =>
          twilioUrl(current.start, step, turn),
        );
  return { status: 200, text: twiml(verbs), headers: { 'content-type': TWIML_TYPE } };
}

/** Ends the call that a report is about, which its answer does not do. */
export async function hangUp(
  { step, form }: TwilioCallback,
  settings: OpenSettings,
  allowPrivate: boolean,
): Promise<void> {
  const sid = form.get('CallSid');
  const isAnswered = step === 'answer' || step === 'reply' || step === 'words';
  if (isAnswered || sid === null) return;
  await createTwilio(settings as object as TwilioAccount, { allowPrivate }).hangUp?.(sid);
}
