import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { afterEach, describe, expect, test } from 'vitest';
import { CallRequest } from '../../../functions/meta/documented-agent.ts';
import { systemClock } from '../../../shared/base/clock.ts';
import { createHttpAgent } from '../../../shared/calls/telephony/http/http-agent.ts';
import type { RefusedDial } from '../../../shared/calls/telephony/port/port.ts';
import { callbackUrl } from '../../../shared/calls/telephony/port/reference.ts';
import { callStart } from '../support/call-start.ts';

const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';

interface Answer {
  status: number;
  body?: string;
  headers?: Record<string, string>;
}

interface Received {
  method: string | undefined;
  url: string | undefined;
  headers: IncomingHttpHeaders;
  body: string;
}

const servers: ReturnType<typeof createServer>[] = [];
afterEach(() => Promise.all(servers.splice(0).map((server) => server[Symbol.asyncDispose]())));

/** A merchant's voice agent that answers so, on a port of its own. */
async function voiceAgent({ status, body = '', headers }: Answer) {
  const received: Received[] = [];
  const server = createServer(async (request, response) => {
    let text = '';
    for await (const chunk of request.setEncoding('utf8')) text += chunk;
    received.push({ method: request.method, url: request.url, headers: request.headers, body: text });
    response.writeHead(status, headers).end(body);
  });
  servers.push(server);
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/calls?tenant=1`, received };
}

const dial = (url: string, allowPrivate = true) =>
  createHttpAgent({ url, secret }, { clock: systemClock, allowPrivate });

test('the call request has all that an agent needs, and is signed', async () => {
  const { url, received } = await voiceAgent({ status: 202, body: '{"callId":"CA123"}' });
  const call = callStart({ attempt: 2, metadata: { campaign: 'black' }, script: { customerName: 'Ñandú' } });
  expect(await dial(url).start(call)).toEqual({ status: 'accepted', providerCallId: 'CA123' });

  expect(received).toHaveLength(1);
  const { method, url: path, headers = {}, body = '' } = received[0] ?? {};
  expect([method, path]).toEqual(['POST', '/calls?tenant=1']);
  expect(headers).toMatchObject({
    'content-type': 'application/json',
    'idempotency-key': call.callId,
    'webhook-id': call.callId,
  });
  const { callType, ...script } = call.script;
  const { callId, orderId, mode, attempt, phone, language, metadata } = call;
  const verified = new Webhook(secret).verify(body, headers as Record<string, string>);
  expect(verified).toEqual({
    type: 'call.requested',
    callId,
    orderId,
    mode,
    callType,
    attempt,
    phone,
    language,
    callbackUrl: callbackUrl(call.publicUrl, call, 'http'),
    script,
    metadata,
  });
  expect(CallRequest.parse(verified), 'as the document has it').toEqual(verified);
});

test('an order without metadata sends null', async () => {
  const { url, received } = await voiceAgent({ status: 200 });
  await dial(url).start(callStart({ metadata: undefined }));
  expect(JSON.parse(received[0]?.body ?? '')).toMatchObject({ metadata: null });
});

describe('a 2xx accepts the call, and may name it', () => {
  test.each([
    [200, '', null],
    [202, '{"callId":"CA123"}', 'CA123'],
    [201, '{"callId":42}', '42'],
    [200, '{"callId":""}', null],
    [200, '{"callId":{"a":1}}', null],
    [200, `{"callId":"${'a'.repeat(300)}"}`, 'a'.repeat(200)],
    [200, '["CA123"]', null],
    [200, 'null', null],
    [200, 'ok', null],
    [204, '', null],
  ])('%i %.30j', async (status, body, providerCallId) => {
    const { url } = await voiceAgent({ status, body });
    expect(await dial(url).start(callStart())).toEqual({ status: 'accepted', providerCallId });
  });
});

describe('anything else is a provider failure', () => {
  test.each<[Answer, RefusedDial]>([
    [{ status: 500 }, { status: 'refused', reason: 'http_500', retryable: true }],
    [
      { status: 503, body: '{"outcome":"invalid_number"}' },
      { status: 'refused', reason: 'http_503', retryable: true },
    ],
    [
      { status: 500, body: '{"outcome":"invalid_number"}' },
      { status: 'refused', reason: 'http_500', retryable: true },
    ],
    [
      { status: 400, body: '{"outcome":"invalid_number"}' },
      { status: 'refused', reason: 'invalid_number', retryable: false },
    ],
    [{ status: 429 }, { status: 'refused', reason: 'http_429', retryable: true }],
    [
      { status: 422, body: '{"detail":"script"}' },
      { status: 'refused', reason: 'http_422', retryable: true },
    ],
    [
      { status: 422, body: '{"outcome":"invalid_number"}' },
      { status: 'refused', reason: 'invalid_number', retryable: false },
    ],
    [
      { status: 307, headers: { location: 'http://127.0.0.1:1/' } },
      { status: 'refused', reason: 'redirect', retryable: true },
    ],
  ])('%j', async (answer, failure) => {
    const { url } = await voiceAgent(answer);
    expect(await dial(url).start(callStart())).toEqual(failure);
  });

  test('an agent that does not listen', async () => {
    const { url } = await voiceAgent({ status: 200 });
    await servers.pop()?.[Symbol.asyncDispose]();
    expect(await dial(url).start(callStart())).toEqual({
      status: 'refused',
      reason: 'refused',
      retryable: true,
    });
  });

  test('a private address, but on one’s own machine', async () => {
    const { url, received } = await voiceAgent({ status: 200 });
    expect(await dial(url, false).start(callStart())).toMatchObject({ status: 'refused' });
    expect(received).toEqual([]);
  });
});
