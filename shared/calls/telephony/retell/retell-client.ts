import type { HttpResult } from '../../../adapters/outbound/http-result.ts';
import { DEADLINE_MS, post } from '../../../adapters/outbound/post.ts';
import { fieldsOf, objectIn } from '../port/bodies.ts';
import { dialable } from '../port/dialable.ts';
import { askFailureOf, startFailureOf } from '../port/failures.ts';
import type { CallStart, FindResult, PollResult, StartResult, Telephony } from '../port/port.ts';
import { callbackUrl, encodeReference } from '../port/reference.ts';
import { idOf } from '../port/report-fields.ts';
import { spokenAmount } from '../port/spoken-amount.ts';
import type { AnalysisNames } from './analysis.ts';
import { progressOfRetellCall } from './retell-call.ts';
import { readRetellError } from './retell-errors.ts';
import { retellEvents } from './retell-routes.ts';

/** An account and agent at Retell AI, as the tenant's settings name them. */
export interface RetellAccount {
  apiKey: string;
  webhookKey?: string;
  agentId: string;
  /** E.164. */
  fromNumber: string;
  analysis?: AnalysisNames;
  baseUrl?: string;
}

const BASE_URL = 'https://api.retellai.com';

/** How many calls with our reference are read: those that were rejected before, and the one. */
const LOOKED_AT = 20;

/** A call comes with its transcript, word by word. */
const BODY_CAP = 2 * 1024 * 1024;

const startFailure = (outcome: Extract<HttpResult, { ok: false }>) =>
  startFailureOf('retell', outcome, readRetellError);

/** Retell's API of calls. https://docs.retellai.com/api-references/create-phone-call */
export function createRetell(account: RetellAccount, { allowPrivate }: { allowPrivate: boolean }): Telephony {
  const { apiKey, analysis, baseUrl = BASE_URL } = account;
  const send = (method: 'GET' | 'POST', path: string, body?: object): Promise<HttpResult> =>
    post({
      method,
      url: `${baseUrl.replace(/\/+$/, '')}${path}`,
      headers: {
        authorization: `Bearer ${apiKey}`,
        accept: 'application/json',
        'user-agent': 'Recado/1',
        ...(body && { 'content-type': 'application/json' }),
      },
      body: body ? JSON.stringify(body) : '',
      deadlineMs: DEADLINE_MS,
      bodyCap: BODY_CAP,
      allowPrivate,
    });
  return {
    provider: 'retell',

    async start(call): Promise<StartResult> {
      const outcome = await send('POST', '/v2/create-phone-call', requestOf(call, account));
      if (!outcome.ok) return startFailure(outcome);
      const id = idOf(objectIn(outcome.body).call_id);
      // Accepted, with an id that we do not know yet.
      return id === null
        ? { status: 'unknown', reason: 'invalid_response' }
        : { status: 'accepted', providerCallId: id };
    },

    /** A call has our reference among its metadata. */
    async find(call, _askedAt, known): Promise<FindResult> {
      const reference = encodeReference(call);
      const outcome = await send('POST', '/v3/list-calls', {
        filter_criteria: { metadata: [{ type: 'string', op: 'eq', key: 'reference', value: reference }] },
        sort_order: 'descending',
        limit: LOOKED_AT,
      });
      if (!outcome.ok) return askFailureOf(outcome, startFailure(outcome));
      const { items } = objectIn(outcome.body);
      if (!Array.isArray(items)) return { status: 'unknown' };
      const ids = items
        .map(fieldsOf)
        .filter(({ metadata }) => fieldsOf(metadata).reference === reference)
        .flatMap(({ call_id: id }) => idOf(id) ?? [])
        .filter((id) => !known.includes(id));
      const [newest] = ids;
      return newest === undefined ? { status: 'not_found' } : { status: 'found', providerCallId: newest };
    },

    async poll(providerCallId): Promise<PollResult> {
      const outcome = await send('GET', `/v2/get-call/${encodeURIComponent(providerCallId)}`);
      if (!outcome.ok) return askFailureOf(outcome, startFailure(outcome));
      const call = objectIn(outcome.body);
      return call.call_id === providerCallId
        ? { status: 'found', progress: progressOfRetellCall(call, analysis) }
        : { status: 'unknown' };
    },

    async hangUp(providerCallId): Promise<void> {
      await send('POST', `/v2/stop-call/${encodeURIComponent(providerCallId)}`, {});
    },
  };
}

function requestOf(call: CallStart, { agentId, fromNumber }: RetellAccount) {
  return {
    from_number: fromNumber,
    to_number: dialable(call.phone),
    override_agent_id: agentId,
    metadata: { reference: encodeReference(call) },
    retell_llm_dynamic_variables: variablesOf(call),
    agent_override: {
      agent: {
        webhook_url: callbackUrl(call.publicUrl, call, 'retell/events'),
        webhook_events: retellEvents,
      },
    },
  };
}

/** The variables of the agent's prompt, such as `{{customer_name}}`: texts, all of them always there. */
export function variablesOf({ script, language, attempt }: CallStart): Record<string, string> {
  const { callType, storeName, customerName, products, total, currency, orderNumber, address } = script;
  return {
    call_type: callType,
    store_name: storeName,
    customer_name: customerName,
    products,
    total,
    currency,
    total_spoken: spokenAmount(total, currency, language),
    order_number: orderNumber,
    address: address ?? '',
    language,
    attempt: String(attempt),
  };
}
