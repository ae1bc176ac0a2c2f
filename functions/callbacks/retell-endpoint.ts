import type { Cipher } from '../../shared/adapters/cipher/cipher.ts';
import type { Speed } from '../../shared/adapters/queues/wait.ts';
import { continueCall } from '../../shared/calls/dialing/continue-call.ts';
import { callbackEndpoint } from '../../shared/calls/telephony/port/callback-endpoint.ts';
import { hangUpRetell, retellRules } from '../../shared/calls/telephony/retell/retell-callbacks.ts';
import { reportRetellRoute } from '../../shared/calls/telephony/retell/retell-routes.ts';
import type { Handler, Services } from '../../shared/http/exchange.ts';

interface RetellEndpoint {
  cipher: Pick<Cipher, 'open'>;
  publicUrl: string;
  speed: Speed;
  allowPrivate: boolean;
}

/** Takes Retell's events of a call. */
export const retellEndpoint = (
  { cipher, publicUrl, speed, allowPrivate }: RetellEndpoint,
  services?: Services,
): Handler =>
  callbackEndpoint(
    reportRetellRoute,
    retellRules,
    async ({ reference, report, settings, facts }, { table, clock }) => {
      const current = await continueCall(
        { table, clock, speed, publicUrl, ...facts },
        reference,
        'retell',
        () => report,
      );
      const isOngoing = report.happened === 'picked_up';
      if (current?.isOver && isOngoing) await hangUpRetell(report, settings, allowPrivate);
      return { status: 200, body: { received: true } };
    },
    cipher,
    services,
  );
