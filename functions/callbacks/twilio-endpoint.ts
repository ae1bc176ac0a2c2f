import type { Cipher } from '../../shared/adapters/cipher/cipher.ts';
import type { Speed } from '../../shared/adapters/queues/wait.ts';
import { continueCall } from '../../shared/calls/dialing/continue-call.ts';
import { callbackEndpoint } from '../../shared/calls/telephony/port/callback-endpoint.ts';
import { progressOfCallback } from '../../shared/calls/telephony/twilio/conversation.ts';
import {
  answerTwilio,
  hangUp,
  textsOf,
  twilioRules,
} from '../../shared/calls/telephony/twilio/twilio-callbacks.ts';
import { reportTwilioRoute } from '../../shared/calls/telephony/twilio/twilio-routes.ts';
import type { Handler, Services } from '../../shared/http/exchange.ts';

interface TwilioEndpoint {
  cipher: Pick<Cipher, 'open'>;
  publicUrl: string;
  speed: Speed;
  allowPrivate: boolean;
}

/** Takes Twilio's requests about a call, and answers with what the call does next. */
export const twilioEndpoint = (
  { cipher, publicUrl, speed, allowPrivate }: TwilioEndpoint,
  services?: Services,
): Handler =>
  callbackEndpoint(
    reportTwilioRoute,
    twilioRules(publicUrl),
    async ({ reference, report, settings, facts }, { table, clock }) => {
      const texts = textsOf(settings);
      const current = await continueCall(
        { table, clock, speed, publicUrl, ...facts },
        reference,
        'twilio',
        (start) => progressOfCallback(report, start, texts),
      );
      if (current?.hangsUp) await hangUp(report, settings, allowPrivate);
      return answerTwilio(report, current, texts);
    },
    cipher,
    services,
  );
