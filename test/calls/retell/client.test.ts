import { Retell } from 'retell-sdk';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CallStart } from '../../../shared/calls/telephony/port/port.ts';
import { encodeReference } from '../../../shared/calls/telephony/port/reference.ts';
import { createRetell } from '../../../shared/calls/telephony/retell/retell-client.ts';
import { type Answer, type Stand, startStand } from '../../fakes/http-stand.ts';
import { callStart } from '../support/call-start.ts';

interface Asked {
  method: string | undefined;
  path: string;
  authorization: string | undefined;
  body: unknown;
}

const asked: Asked[] = [];
let answer: Answer;
let stand: Stand;
beforeAll(async () => {
  stand = await startStand(({ method, headers }, { pathname }, body) => {
    const { authorization } = headers;
    asked.push({ method, path: pathname, authorization, body: body === '' ? undefined : JSON.parse(body) });
    return answer;
  });
});
afterAll(() => stand.stop());

const apiKey = 'key_of_the_account';
const account = { apiKey, agentId: 'agent_1', fromNumber: '+14155550100' };
const start: CallStart = callStart({ phone: '+5215512345678', language: 'es-MX' });
const ours = () => createRetell({ ...account, baseUrl: stand.url }, { allowPrivate: true });
const theirs = () => new Retell({ apiKey, baseURL: stand.url, maxRetries: 0 });

/** What both asked for, which has to be the same. */
async function bothAsk(given: Answer, mine: () => Promise<unknown>, own: () => Promise<unknown>) {
  answer = given;
  asked.length = 0;
  const result = await mine();
  await own();
  expect(asked).toHaveLength(2);
  expect(asked[0]).toEqual(asked[1]);
  return { result, body: asked[0]?.body };
}

describe('We send the same requests as Retell’s own package', () => {
  test('for a call, with the order as texts and our reference in metadata and URL', async () => {
    const reference = encodeReference(start);
    const params: Retell.CallCreatePhoneCallParams = {
      from_number: '+14155550100',
      // Mexican numbers are dialed without the old 1.
      to_number: '+525512345678',
      override_agent_id: 'agent_1',
      metadata: { reference },
      retell_llm_dynamic_variables: {
        call_type: start.script.callType,
        store_name: start.script.storeName,
        customer_name: start.script.customerName,
        products: start.script.products,
        total: start.script.total,
        currency: start.script.currency,
        total_spoken: expect.any(String),
        order_number: start.script.orderNumber,
        address: start.script.address ?? '',
        language: 'es-MX',
        attempt: String(start.attempt),
      },
      agent_override: {
        agent: {
          webhook_url: `${start.publicUrl}/callbacks/calls/retell/events?ref=${reference}`,
          webhook_events: ['call_started', 'call_ended', 'call_analyzed'],
        },
      },
    };
    answer = { status: 201, body: { call_id: 'call_1', call_status: 'registered' } };
    asked.length = 0;
    expect(await ours().start(start)).toEqual({ status: 'accepted', providerCallId: 'call_1' });
    expect(asked[0]?.body).toEqual(params);
    const body = asked[0]?.body as Retell.CallCreatePhoneCallParams;
    await theirs().call.createPhoneCall(body);
    expect(asked[0]).toEqual(asked[1]);
    expect(
      Object.values(body.retell_llm_dynamic_variables ?? {}).every((text) => typeof text === 'string'),
    ).toBe(true);
  });

  test('for the call that has our reference', async () => {
    const reference = encodeReference(start);
    const items = [
      { call_id: 'call_of_another', metadata: { reference: 'x' } },
      { call_id: 'call_3', metadata: { reference } },
      { call_id: 'call_2', metadata: { reference } },
    ];
    const { result } = await bothAsk(
      { status: 200, body: { items, has_more: false } },
      () => ours().find?.(start, new Date(), ['call_3']) ?? Promise.reject(),
      () =>
        theirs().call.list({
          filter_criteria: { metadata: [{ type: 'string', op: 'eq', key: 'reference', value: reference }] },
          sort_order: 'descending',
          limit: 20,
        }),
    );
    expect(result).toEqual({ status: 'found', providerCallId: 'call_2' });
  });

  test('how a call goes', async () => {
    const { result } = await bothAsk(
      { status: 200, body: { call_id: 'call_1', call_status: 'ongoing' } },
      () => ours().poll?.('call_1', start) ?? Promise.reject(),
      () => theirs().call.retrieve('call_1'),
    );
    expect(result).toEqual({
      status: 'found',
      progress: { providerCallId: 'call_1', happened: 'picked_up' },
    });
  });

  test('for the end of a call', async () => {
    answer = { status: 204, body: '' };
    asked.length = 0;
    await ours().hangUp?.('call_1');
    await theirs().call.stop('call_1');
    expect(asked.map(({ method, path }) => [method, path])).toEqual([
      ['POST', '/v2/stop-call/call_1'],
      ['POST', '/v2/stop-call/call_1'],
    ]);
  });
});

describe('an answer that makes no sense', () => {
  test.each<[string, Answer]>([
    ['no JSON', { status: 200, body: '<html>' }],
    ['a list', { status: 200, body: [] }],
    ['without an id', { status: 200, body: { call_status: 'registered' } }],
    ['an odd id', { status: 200, body: { call_id: {} } }],
  ])('leaves the result of the request unknown: %s', async (_what, given) => {
    answer = given;
    expect(await ours().start(start)).toEqual({ status: 'unknown', reason: 'invalid_response' });
    expect(await ours().find?.(start, new Date(), [])).toEqual({ status: 'unknown' });
    expect(await ours().poll?.('call_1', start)).toEqual({ status: 'unknown' });
  });
});

test('a wrong key is a fault of every request; an unknown call is not', async () => {
  answer = { status: 401, body: { status: 'error', message: 'Invalid API key' } };
  const fault = { status: 'fault', code: 'authentication', providerCode: '401' };
  expect(await ours().start(start)).toEqual(fault);
  expect(await ours().find?.(start, new Date(), [])).toEqual(fault);
  expect(await ours().poll?.('call_1', start)).toEqual(fault);
  answer = { status: 404, body: { status: 'error', message: 'Call not found' } };
  expect(await ours().poll?.('call_1', start)).toEqual({ status: 'unknown' });
});
