import { required } from '../../shared/base/env.ts';
import { callPlaceOf, parcelTimeZone } from '../../shared/calls/call-time.ts';
import { type TriggeredCall, triggerCall as trigger } from '../../shared/calls/trigger-call.ts';
import { endpoint, type KeyPrincipal, type Reply } from '../../shared/http/endpoints/endpoint.ts';
import { formatWithOffset } from '../../shared/time/offset.ts';
import { triggerCallRoute } from './routes.ts';
import { toCommand } from './trigger-body.ts';

const liveCalls = required('LIVE_CALLS') === 'simulator' ? 'simulator' : 'agent';

export const handler = endpoint(triggerCallRoute, async ({ body, principal, receipt }, { table, clock }) => {
  const answer = (triggered: TriggeredCall) => reply(triggered, principal, clock());
  const services = { table, clock, liveCalls } as const;
  return answer(
    await trigger(services, principal, toCommand(body, principal), (made) => receipt(answer(made))),
  );
});

function reply({ order, round, isNew }: TriggeredCall, principal: KeyPrincipal, now: Date): Reply {
  const message = isNew
    ? 'Llamada encolada exitosamente'
    : round.outcome === null
      ? 'La orden ya tiene una llamada en curso'
      : 'La orden ya tiene un resultado final reciente';
  const zone = parcelTimeZone(callPlaceOf(order), principal);
  const estimatedCallTime = round.outcome === null ? estimate(round.dialAt, now, zone) : null;
  return {
    status: 200,
    body: {
      success: true,
      orderId: order.id,
      callId: round.firstCallId,
      status: order.status,
      message,
      estimatedCallTime,
    },
  };
}

/** What the call may still take to ring when nothing holds it back. */
const SOON_MS = 30_000;

function estimate(dialAt: string | null, now: Date, timeZone: string): string {
  if (dialAt === null || new Date(dialAt).getTime() - now.getTime() <= SOON_MS) return '< 30 segundos';
  return formatWithOffset(new Date(dialAt), timeZone);
}
