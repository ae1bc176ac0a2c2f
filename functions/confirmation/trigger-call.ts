import { liveCallsFromEnvironment } from '../../shared/calls/call/live-calls.ts';
import { type TriggeredCall, triggerCall as trigger } from '../../shared/calls/rounds/trigger-call.ts';
import { callPlaceOf, parcelTimeZone } from '../../shared/calls/times/call-time.ts';
import { endpoint, type Reply, type TenantPrincipal } from '../../shared/http/endpoints/endpoint.ts';
import type { Round, WaitReason } from '../../shared/orders/order/order.ts';
import { formatWithOffset } from '../../shared/time/offset.ts';
import { triggerCallRoute } from './routes.ts';
import { toCommand } from './trigger-body.ts';

const liveCalls = liveCallsFromEnvironment();

export const handler = endpoint(triggerCallRoute, async ({ body, principal, receipt }, { table, clock }) => {
  const answer = (triggered: TriggeredCall) => reply(triggered, principal, clock());
  const services = { table, clock, liveCalls } as const;
  return answer(
    await trigger(services, principal, toCommand(body, principal), (made) => receipt(answer(made))),
  );
});

function reply({ order, round, isNew }: TriggeredCall, principal: TenantPrincipal, now: Date): Reply {
  const message = messageOf(round, isNew);
  const zone = parcelTimeZone(callPlaceOf(order), principal);
  // The end of another call to the same phone cannot be predicted.
  const isKnown = round.outcome === null && round.waitsFor !== 'turn';
  const estimatedCallTime = isKnown ? estimate(round.dialAt, now, zone) : null;
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

const waits: Readonly<Record<WaitReason, string>> = {
  turn: 'espera su turno: ya hay otra llamada en curso a este teléfono',
  voice_agent: 'espera: hay que corregir la configuración del agente de voz',
  provider_busy: 'espera: el proveedor de llamadas está ocupado',
  daily_limit: 'espera: este teléfono ya recibió el máximo de llamadas en 24 horas',
};

function messageOf({ outcome, waitsFor, channel }: Round, isNew: boolean): string {
  if (outcome !== null) return 'La orden ya tiene un resultado final reciente';
  if (channel === 'whatsapp' && waitsFor)
    return `Mensaje de WhatsApp encolado, espera: ${ofMessages(waitsFor)}`;
  if (channel === 'whatsapp')
    return isNew
      ? 'Mensaje de WhatsApp encolado exitosamente'
      : 'La orden ya tiene un mensaje de WhatsApp por responder';
  if (waitsFor)
    return `${isNew ? 'Llamada encolada, ' : 'La orden ya tiene una llamada que '}${waits[waitsFor]}`;
  return isNew ? 'Llamada encolada exitosamente' : 'La orden ya tiene una llamada en curso';
}

const ofMessages = (waitsFor: WaitReason): string =>
  waitsFor === 'voice_agent'
    ? 'hay que corregir la configuración de WhatsApp'
    : 'WhatsApp no recibe más mensajes por ahora';

/** The time until the phone rings when nothing delays the call. */
const SOON_MS = 30_000;

function estimate(dialAt: string | null, now: Date, timeZone: string): string {
  if (dialAt === null || new Date(dialAt).getTime() - now.getTime() <= SOON_MS) return '< 30 segundos';
  return formatWithOffset(new Date(dialAt), timeZone);
}
