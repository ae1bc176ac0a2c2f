import type { HttpResult } from '../../../adapters/outbound/http-result.ts';
import { DEADLINE_MS, post } from '../../../adapters/outbound/post.ts';
import { standardHeaders } from '../../../adapters/signing/signatures.ts';
import type { Clock } from '../../../base/clock.ts';
import { objectIn } from '../port/bodies.ts';
import type { CallStart, RefusedDial, Telephony } from '../port/port.ts';
import { callbackUrl } from '../port/reference.ts';

/** The merchant's own voice agent, as the tenant's settings name it. */
export interface HttpAgent {
  /** `https://…`, where call requests are posted. */
  url: string;
  /** `whsec_` and base64: the key of Standard Webhooks, for our requests and for the agent's reports. */
  secret: string;
}

export interface HttpAgentOptions {
  clock: Clock;
  /** Plain http and private addresses: on one's own machine only. */
  allowPrivate: boolean;
}

/**
 * The call request, as the agent receives it:
 *
 * ```http
 * POST <voiceAgent.url>
 * content-type: application/json
 * idempotency-key: call_01k…            the callId: dial once, however often this comes
 * webhook-id: call_01k…                 signed as https://www.standardwebhooks.com says,
 * webhook-timestamp: 1795348800         with the voice agent's secret
 * webhook-signature: v1,K5oZfzN95Z…
 *
 * {
 *   "type": "call.requested",
 *   "callId": "call_01k…",
 *   "orderId": "ord_01k…",
 *   "mode": "live",
 *   "callType": "confirmation",         confirmation | novelty | office | recovery
 *   "attempt": 1,                       which dial of this round, from 1
 *   "phone": "+573001234567",           E.164
 *   "language": "es-CO",                BCP 47
 *   "callbackUrl": "https://…/callbacks/calls/http?ref=…",
 *   "script": {
 *     "storeName": "Mi Tienda",
 *     "customerName": "Juan Perez",
 *     "products": "Samsung Galaxy S25 x1",
 *     "total": "85600",                 decimal, in major units of the currency
 *     "currency": "COP",                ISO 4217
 *     "orderNumber": "#1001",
 *     "address": "Calle 45 #23-12, Apto 301, Bogota"     or null
 *   },
 *   "metadata": { … }                   the order's own, or null
 * }
 * ```
 *
 * Any 2xx within 15 s accepts the call; `{"callId": "…"}` in its body is the agent's own id for it and comes back as the
 * call's provider id. A 4xx with `{"outcome": "invalid_number"}` says that the phone can never be called. Anything else
 * is a failure, after which the call is tried again as the tenant's policy says. How the call ended is reported to the
 * `callbackUrl`: see `http-report.ts`.
 */
export function createHttpAgent(agent: HttpAgent, { clock, allowPrivate }: HttpAgentOptions): Telephony {
  return {
    provider: 'http',
    async start(call) {
      const body = JSON.stringify(requestOf(call));
      const outcome = await post({
        url: agent.url,
        headers: {
          'content-type': 'application/json',
          'user-agent': 'Recado/1',
          'idempotency-key': call.callId,
          ...standardHeaders([agent.secret], { id: call.callId, body }, clock()),
        },
        body,
        deadlineMs: DEADLINE_MS,
        allowPrivate,
      });
      return outcome.ok ? { status: 'accepted', providerCallId: idIn(outcome.body) } : refusalOf(outcome);
    },
  };
}

function requestOf(call: CallStart) {
  const { callId, orderId, mode, attempt, phone, language, script, metadata } = call;
  const { callType, ...variables } = script;
  return {
    type: 'call.requested',
    callId,
    orderId,
    mode,
    callType,
    attempt,
    phone,
    language,
    callbackUrl: callbackUrl(call.publicUrl, call, 'http'),
    script: variables,
    metadata: metadata ?? null,
  };
}

function refusalOf({ failure, status, body }: Extract<HttpResult, { ok: false }>): RefusedDial {
  const isRefusal = status !== null && status >= 400 && status < 500;
  if (isRefusal && objectIn(body).outcome === 'invalid_number')
    return { status: 'refused', reason: 'invalid_number', retryable: false };
  const reason = failure === 'http_status' ? `http_${status}` : failure;
  return { status: 'refused', reason, retryable: true };
}

const MAX_ID_LENGTH = 200;

/** The agent's own id of the call, when its answer has one. */
function idIn(body: string): string | null {
  const { callId } = objectIn(body);
  if (typeof callId !== 'string' && typeof callId !== 'number') return null;
  const id = String(callId).slice(0, MAX_ID_LENGTH);
  return id === '' ? null : id;
}
