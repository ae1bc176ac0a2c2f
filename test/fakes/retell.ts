import { createHmac, randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { type Answer, startStand } from './http-stand.ts';

/**
 * Retell AI's REST API of calls and its events, as documented: Bearer keys, JSON, signatures with the key that has the webhook
 * badge, and events that are sent again until they are taken.
 * https://docs.retellai.com/api-references/create-phone-call, https://docs.retellai.com/features/webhook-overview
 */
export interface FakeRetell {
  url: string;
  account: { apiKey: string; webhookKey: string; agentId: string; fromNumber: string };
  /** Every call that was taken, oldest first. */
  calls: FakeCall[];
  /** What became of requests for calls: an error instead of a call, or a call whose answer is lost. */
  failures: Failure[];
  /** Errors instead of answers to requests about calls. */
  askFailures: Failure[];
  /** Rings the phone and plays the call to its end, and its analysis when its time comes. */
  play(call: FakeCall, customer: Customer): Promise<void>;
  stop(): Promise<void>;
}

export type Failure =
  | { status: number; message?: string }
  /** Taken or not, the connection breaks off without an answer. */
  | { lost: 'before' | 'after' };

export interface FakeCall {
  id: string;
  request: CallRequest;
  createdAt: Date;
  status: 'registered' | 'not_connected' | 'ongoing' | 'ended' | 'error';
  /** Ended by the application. */
  isStopped: boolean;
  /** What Retell knows of it beyond that. */
  told: Record<string, unknown>;
}

interface CallRequest {
  from_number: string;
  to_number: string;
  override_agent_id?: string;
  metadata?: Record<string, unknown>;
  retell_llm_dynamic_variables?: Record<string, string>;
  agent_override?: { agent?: { webhook_url?: string; webhook_events?: string[] } };
}

/** How a call goes. */
export interface Customer {
  /** `disconnection_reason`; the agent hangs up unless it is said. */
  reason?: string;
  seconds?: number;
  transcript?: string;
  recordingUrl?: string;
  /** `custom_analysis_data`. */
  analysis?: Record<string, unknown>;
  inVoicemail?: boolean;
  /** Seconds from the end of the call to its analysis, which is before the event of the end where they are negative; null for never. */
  analyzedAfter?: number | null;
}

/** One event on its way to the application. */
export interface Callback {
  event: string;
  url: string;
  headers: Record<string, string>;
  body: string;
}

export interface FakeOptions {
  clock?: () => Date;
  /** Brings an event to the application. */
  deliver: (callback: Callback) => Promise<{ status: number }>;
  /** Which events are lost; the others come, this often. */
  copies?: (callback: Callback) => number;
  /** Does something when that time has passed. */
  later?: (seconds: number, action: () => Promise<void>) => Promise<void> | void;
}

const hex = (bytes: number) => randomBytes(bytes).toString('hex');

const E164 = /^\+[1-9]\d{6,14}$/;

/** Reasons of calls that nobody picked up. */
const UNCONNECTED = [
  'dial_busy',
  'dial_failed',
  'dial_no_answer',
  'invalid_destination',
  'user_declined',
  'marked_as_spam',
  'sip_routing_error',
  'telephony_provider_unavailable',
  'telephony_provider_permission_denied',
  'no_valid_payment',
  'concurrency_limit_reached',
  'no_concurrency_fallback',
  'registered_call_timeout',
];

/** How often an event is sent until it is taken. */
const TRIES = 4;

export async function startFakeRetell(options: FakeOptions): Promise<FakeRetell> {
  const {
    clock = () => new Date(),
    deliver,
    copies = () => 1,
    later = (_seconds, action) => action(),
  } = options;
  const account = {
    apiKey: `key_${hex(12)}`,
    webhookKey: `key_${hex(12)}`,
    agentId: `agent_${hex(8)}`,
    fromNumber: '+14155550100',
  };
  const calls: FakeCall[] = [];
  const failures: Failure[] = [];
  const askFailures: Failure[] = [];

  const error = (status: number, message: string): Answer => ({ status, body: { status: 'error', message } });

  function answer(request: IncomingMessage, { pathname }: URL, body: string): Answer {
    if (request.headers.authorization !== `Bearer ${account.apiKey}`) return error(401, 'Invalid API key');
    const given = body === '' ? {} : (JSON.parse(body) as Record<string, unknown>);
    if (request.method === 'POST' && pathname === '/v2/create-phone-call')
      return create(given as unknown as CallRequest);
    const failure = askFailures.shift();
    if (failure && 'status' in failure) return error(failure.status, failure.message ?? 'No');
    if (failure) return undefined;
    if (request.method === 'POST' && pathname === '/v3/list-calls') return list(given);
    const [, version, action, id] = pathname.split('/');
    const call = version === 'v2' ? calls.find((one) => one.id === id) : undefined;
    if (call === undefined) return error(404, 'Call not found');
    if (request.method === 'GET' && action === 'get-call') return { status: 200, body: resourceOf(call) };
    if (request.method !== 'POST' || action !== 'stop-call') return error(404, 'Cannot do that');
    call.isStopped = true;
    return { status: 204, body: '' };
  }

  function create(given: CallRequest): Answer {
    const failure = failures.shift();
    if (failure && 'status' in failure) return error(failure.status, failure.message ?? 'No');
    if (failure?.lost === 'before') return undefined;
    if (!E164.test(given.from_number)) return error(400, 'from_number must be E.164');
    if (!E164.test(given.to_number)) return error(400, 'to_number must be E.164');
    if (given.from_number !== account.fromNumber) return error(404, 'Item not found from phone-number');
    if (given.override_agent_id !== account.agentId) return error(404, 'Item not found from agent');
    const variables = Object.values(given.retell_llm_dynamic_variables ?? {});
    if (variables.some((value) => typeof value !== 'string'))
      return error(400, 'retell_llm_dynamic_variables must be strings');
    const call: FakeCall = {
      id: `call_${hex(12)}`,
      request: given,
      createdAt: clock(),
      status: 'registered',
      isStopped: false,
      told: {},
    };
    calls.push(call);
    return failure ? undefined : { status: 201, body: resourceOf(call) };
  }

  /** By values among the metadata, newest first. */
  function list({ filter_criteria: criteria, limit }: Record<string, unknown>): Answer {
    const filters = (criteria as { metadata: { key: string; op: string; type: string; value: string }[] })
      .metadata;
    const found = calls.filter(({ request }) =>
      filters.every(
        ({ key, op, type, value }) => type === 'string' && op === 'eq' && request.metadata?.[key] === value,
      ),
    );
    const items = found.toReversed().slice(0, Number(limit)).map(resourceOf);
    return { status: 200, body: { items, has_more: false } };
  }

  const resourceOf = ({ id, request, status, told }: FakeCall): Record<string, unknown> => ({
    call_id: id,
    call_type: 'phone_call',
    direction: 'outbound',
    agent_id: account.agentId,
    agent_version: 1,
    call_status: status,
    from_number: request.from_number,
    to_number: request.to_number,
    metadata: request.metadata,
    retell_llm_dynamic_variables: request.retell_llm_dynamic_variables,
    ...told,
  });

  async function tell(call: FakeCall, event: string): Promise<void> {
    const { webhook_url: url, webhook_events: events } = call.request.agent_override?.agent ?? {};
    if (url === undefined || !events?.includes(event)) return;
    const { call_analysis, ...rest } = resourceOf(call);
    // The report of the end has no analysis, even where there is one by then.
    const told = event === 'call_analyzed' ? { ...rest, call_analysis } : rest;
    const body = JSON.stringify({ event, call: told });
    const send = async (): Promise<number> => (await deliver(signed())).status;
    const signed = (): Callback => ({
      event,
      url,
      headers: {
        'content-type': 'application/json',
        'x-retell-signature': retellSignature(account.webhookKey, body, clock()),
      },
      body,
    });
    for (let copy = 0; copy < copies(signed()); copy++)
      for (let time = 0; time < TRIES; time++) if ((await send()) < 300) break;
  }

  async function play(call: FakeCall, customer: Customer): Promise<void> {
    const { reason = 'agent_hangup', seconds = 20, analyzedAfter = 5 } = customer;
    const start = clock().getTime();
    if (UNCONNECTED.includes(reason)) {
      call.status = 'not_connected';
      call.told = { disconnection_reason: reason };
      return tell(call, 'call_ended');
    }
    call.status = 'ongoing';
    call.told = { start_timestamp: start };
    await tell(call, 'call_started');
    const isBroken = reason.startsWith('error');
    call.status = isBroken ? 'error' : 'ended';
    call.told = {
      disconnection_reason: call.isStopped ? 'manual_stopped' : reason,
      start_timestamp: start,
      end_timestamp: start + seconds * 1000,
      duration_ms: seconds * 1000,
      recording_url: customer.recordingUrl ?? `https://dxc03zgurdly9.cloudfront.net/${call.id}/recording.wav`,
      transcript: customer.transcript ?? 'Agent: ¿Confirma su pedido?\nUser: Sí, confirmo.',
    };
    const analyze = async (): Promise<void> => {
      call.told.call_analysis = {
        call_summary: 'What the customer said.',
        in_voicemail: customer.inVoicemail ?? false,
        user_sentiment: 'Neutral',
        call_successful: true,
        custom_analysis_data: customer.analysis ?? {},
      };
      await tell(call, 'call_analyzed');
    };
    if (analyzedAfter !== null && analyzedAfter < 0) await analyze();
    await tell(call, 'call_ended');
    if (analyzedAfter !== null && analyzedAfter >= 0) await later(analyzedAfter, analyze);
  }

  const stand = await startStand(answer);
  return { ...stand, account, calls, failures, askFailures, play };
}

/** https://docs.retellai.com/features/secure-webhook */
export const retellSignature = (key: string, body: string, at: Date): string =>
  `v=${at.getTime()},d=${createHmac('sha256', key).update(`${body}${at.getTime()}`).digest('hex')}`;
