import { createHash } from 'node:crypto';
import twilio from 'twilio';
import { describe, expect, test } from 'vitest';
import { Problem } from '../../../shared/base/problem.ts';
import { verifyTwilio } from '../../../shared/calls/telephony/twilio/signature.ts';

const TOKEN = '12345678901234567890123456789012';
const URL_ = 'https://api.example.com/callbacks/calls/twilio/reply?ref=WyJ0bnRfMSJd&turn=1';
const FORM = 'application/x-www-form-urlencoded; charset=UTF-8';

/** What Twilio's own package makes of a form. */
const paramsOf = (body: string): Record<string, string | string[]> => {
  const form = new URLSearchParams(body);
  return Object.fromEntries(
    [...new Set(form.keys())].map((name) => {
      const values = form.getAll(name);
      return [name, values.length > 1 ? values : (values[0] ?? '')];
    }),
  );
};

const sign = (url: string, body: string): string =>
  twilio.getExpectedTwilioSignature(TOKEN, url, paramsOf(body));

function verified(url: string, body: string, signature: string | undefined, headers = {}): string {
  try {
    const signed = {
      'content-type': FORM,
      ...(signature && { 'x-twilio-signature': signature }),
      ...headers,
    };
    verifyTwilio({ url, rawBody: body, headers: signed }, TOKEN);
    return 'taken';
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return `${error.code} ${error.details.fault}`;
  }
}

const bodies = [
  'CallSid=CA1&CallStatus=completed&To=%2B573001234567',
  'Digits=&SpeechResult=S%C3%AD%2C+claro&Confidence=0.9',
  'b=2&a=1&B=3&A=4',
  'Media=2&Media=1&Media=2&Other=',
  'Name=%F0%9F%98%80+%22quoted%22+%26+more',
  '',
];

describe.each(bodies)('a form as it is: %j', (body) => {
  test.each([
    URL_,
    'https://api.example.com:443/callbacks/calls/twilio/status?ref=a_b-c',
    'https://api.example.com:8443/callbacks/calls/twilio/status?ref=a',
    'http://127.0.0.1:3000/callbacks/calls/twilio/status?ref=a',
  ])('at %s is accepted as by Twilio’s package', (url) => {
    const signature = sign(url, body);
    expect(twilio.validateRequest(TOKEN, signature, url, paramsOf(body))).toBe(true);
    expect(verified(url, body, signature)).toBe('taken');
    for (const [other, text] of [
      [`${url}x`, body],
      [url, `${body}&More=1`],
      [url.replace('twilio', 'Twilio'), body],
    ] as const) {
      expect(twilio.validateRequest(TOKEN, signature, other, paramsOf(text))).toBe(false);
      expect(verified(other, text, signature)).toBe('unauthenticated signature');
    }
    expect(
      verified(
        url,
        body,
        sign(url, body).replace(/^./, (first) => (first === 'A' ? 'B' : 'A')),
      ),
    ).toBe('unauthenticated signature');
  });
});

test.each([
  [
    'with the default port, where ours has none',
    'https://api.example.com/x?ref=a',
    'https://api.example.com:443/x?ref=a',
  ],
  [
    'without a port, where ours has one',
    'https://api.example.com:8443/x?ref=a',
    'https://api.example.com/x?ref=a',
  ],
])('a URL that is signed %s is accepted, as by Twilio’s package', (_how, ours, theirs) => {
  const signature = sign(theirs, bodies[0] ?? '');
  expect(twilio.validateRequest(TOKEN, signature, ours, paramsOf(bodies[0] ?? ''))).toBe(true);
  expect(verified(ours, bodies[0] ?? '', signature)).toBe('taken');
});

test('a body that is not a form is signed by its hash in the query', () => {
  const body = '{"CallSid":"CA1"}';
  const url = `${URL_}&bodySHA256=${createHash('sha256').update(body).digest('hex')}`;
  const signature = sign(url, '');
  const json = { 'content-type': 'application/json' };
  expect(twilio.validateRequestWithBody(TOKEN, signature, url, body)).toBe(true);
  expect(verified(url, body, signature, json)).toBe('taken');
  expect(verified(url, `${body} `, signature, json)).toBe('unauthenticated signature');
  expect(verified(URL_, body, sign(URL_, ''), json)).toBe('unauthenticated signature');
});

test('a missing signature, and one of another key, are refused with the reason', () => {
  expect(verified(URL_, '', undefined)).toBe('unauthenticated missing');
  const settings = { 'x-twilio-webhooks-signature-settings': 'key=ab,algorithm=HMAC_SHA256' };
  expect(verified(URL_, '', sign(URL_, ''), settings)).toBe('unauthenticated settings');
});
