import fc from 'fast-check';
import { Webhook } from 'standardwebhooks';
import { describe, expect, test } from 'vitest';
import { Problem } from '../../../shared/base/problem.ts';
import { verifyReport } from '../../../shared/calls/telephony/http/http-report.ts';
import { callOutcomes } from '../../../shared/calls/telephony/port/outcomes.ts';
import { cut } from '../../../shared/calls/telephony/port/report-fields.ts';

const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const callId = 'call_01kaq3v2220000000000000000';
const now = new Date('2026-11-22T15:00:00.400Z');

interface Sent {
  body: string;
  at?: Date;
  id?: string;
  headers?: Record<string, string | undefined>;
  key?: string;
}

/** Signs as an agent would, with the library of Standard Webhooks, and reads the report as it arrives. */
function receive({ body, at = now, id = 'msg_1', headers, key = secret }: Sent) {
  const signed = {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': new Webhook(key).sign(id, at, body),
    ...headers,
  };
  return verifyReport(signed, body, secret, now, callId);
}

const report = (fields: object = {}) => JSON.stringify({ callId, outcome: 'confirmed', ...fields });

function problemOf(sent: Sent): Problem | undefined {
  try {
    receive(sent);
    return undefined;
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
}

test('a complete report is read unchanged', () => {
  const body = report({
    durationSeconds: 86.6,
    recordingUrl: 'https://recordings.example.com/1.mp3?sig=a%20b',
    transcript: 'Hola, hablo con Juan?',
    summary: 'El agente confirmó el pedido.',
    addressFinal: ' Calle 45 #23-12,\n Apto 301 ',
    providerCallId: 'CA123',
    endedAt: '2026-11-22T10:00:00-05:00',
    somethingElse: { ignored: true },
  });
  expect(receive({ body })).toEqual({
    callId,
    outcome: 'confirmed',
    durationSeconds: 87,
    recordingUrl: 'https://recordings.example.com/1.mp3?sig=a%20b',
    transcript: 'Hola, hablo con Juan?',
    summary: 'El agente confirmó el pedido.',
    addressFinal: 'Calle 45 #23-12, Apto 301',
    providerCallId: 'CA123',
    at: '2026-11-22T15:00:00.000Z',
    reportId: 'msg_1',
  });
});

const fields = [
  'durationSeconds',
  'recordingUrl',
  'transcript',
  'summary',
  'addressFinal',
  'providerCallId',
  'endedAt',
];
const all = (value: unknown) => Object.fromEntries(fields.map((field) => [field, value]));

test.each([
  ['left out', {}],
  ['null', all(null)],
  ['empty', all('')],
  ['blank', all(' \n')],
])('a field that is %s is left out', (_how, rest) => {
  expect(receive({ body: report(rest) })).toEqual({
    callId,
    outcome: 'confirmed',
    durationSeconds: null,
    recordingUrl: null,
    transcript: null,
    summary: null,
    addressFinal: null,
    providerCallId: null,
    at: null,
    reportId: 'msg_1',
  });
});

test.each(callOutcomes)('an agent may report %s', (outcome) => {
  expect(receive({ body: report({ outcome }) }).outcome).toBe(outcome);
});

describe('long texts are cut to what is kept', () => {
  test.each([
    ['transcript', 64 * 1024],
    ['summary', 4 * 1024],
  ] as const)('%s to %i bytes', (field, bytes) => {
    expect(receive({ body: report({ [field]: 'a'.repeat(bytes) }) })[field]).toBe('a'.repeat(bytes));
    expect(receive({ body: report({ [field]: `a${'ñ'.repeat(bytes)}` }) })[field]).toBe(
      `a${'ñ'.repeat(bytes / 2 - 1)}`,
    );
  });

  test('never through a character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.nat(40), (whole, bytes) => {
        const kept = cut(whole, bytes);
        expect(whole.startsWith(kept)).toBe(true);
        expect(Buffer.byteLength(kept)).toBeLessThanOrEqual(bytes);
        const next = [...whole.slice(kept.length)][0] ?? '';
        expect(Buffer.byteLength(kept + next) > bytes || kept === whole).toBe(true);
      }),
    );
  });
});

describe('a report is taken within five minutes of its signing, either way', () => {
  const from = (seconds: number) =>
    problemOf({ body: report(), at: new Date(now.getTime() + seconds * 1000) });

  test.each([0, -300, 300, -299, 299])('%i s', (seconds) => {
    expect(from(seconds)).toBeUndefined();
  });

  test.each([
    [-301, 'timestamp_too_old'],
    [301, 'timestamp_too_new'],
    [-86_400, 'timestamp_too_old'],
  ])('not %i s: %s', (seconds, fault) => {
    expect(from(seconds)).toMatchObject({ code: 'unauthenticated', details: { fault } });
  });
});

describe('what is not signed with the secret is refused, whatever it says', () => {
  test.each<[string, Sent, string]>([
    ['another secret', { body: report(), key: 'whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA' }, 'no_match'],
    ['no id', { body: report(), headers: { 'webhook-id': undefined } }, 'headers_missing'],
    ['no timestamp', { body: report(), headers: { 'webhook-timestamp': undefined } }, 'headers_missing'],
    ['no signature', { body: report(), headers: { 'webhook-signature': undefined } }, 'headers_missing'],
    ['another id', { body: report(), headers: { 'webhook-id': 'msg_2' } }, 'no_match'],
    [
      'milliseconds',
      { body: report(), headers: { 'webhook-timestamp': String(now.getTime()) } },
      'timestamp_malformed',
    ],
    ['rubbish and no JSON', { body: '{', headers: { 'webhook-signature': 'v1,AAAA' } }, 'no_match'],
  ])('%s', (_what, sent, fault) => {
    expect(problemOf(sent)).toMatchObject({
      code: 'unauthenticated',
      details: { fault, hint: expect.any(String) },
    });
  });

  test('a body that was changed on its way', () => {
    const body = report();
    const signature = new Webhook(secret).sign('msg_1', now, body);
    const changed = problemOf({ body: `${body} `, headers: { 'webhook-signature': signature } });
    expect(changed).toMatchObject({ code: 'unauthenticated', details: { fault: 'no_match' } });
  });

  test('one of several signatures is enough, as while a secret is changed', () => {
    const body = report();
    const signature = `v1,AAAA ${new Webhook(secret).sign('msg_1', now, body)}`;
    expect(problemOf({ body, headers: { 'webhook-signature': signature } })).toBeUndefined();
  });
});

describe('an odd field is read as far as it can be, and never costs the outcome', () => {
  test.each<
    [
      field:
        | 'durationSeconds'
        | 'recordingUrl'
        | 'transcript'
        | 'summary'
        | 'addressFinal'
        | 'providerCallId'
        | 'at',
      told: unknown,
      kept: unknown,
    ]
  >([
    ['durationSeconds', '87', 87],
    ['durationSeconds', ' 86.6 ', 87],
    ['durationSeconds', '87s', 87],
    ['durationSeconds', '1:27', 87],
    ['durationSeconds', '00:01:27', 87],
    ['durationSeconds', 0, 0],
    ['durationSeconds', -1, null],
    ['durationSeconds', 86_401, null],
    ['durationSeconds', '1e999', null],
    ['durationSeconds', 'long', null],
    ['durationSeconds', { seconds: 87 }, null],
    ['durationSeconds', true, null],
    ['recordingUrl', ' https://r.example.com/1.mp3 ', 'https://r.example.com/1.mp3'],
    ['recordingUrl', 'javascript:alert(1)', null],
    ['recordingUrl', '/recordings/1.mp3', null],
    ['recordingUrl', 's3://bucket/1.mp3', null],
    ['recordingUrl', 'https://', null],
    ['recordingUrl', `https://example.com/${'a'.repeat(2048)}`, null],
    ['recordingUrl', ['https://r.example.com/1.mp3'], null],
    ['recordingUrl', false, null],
    [
      'transcript',
      [{ role: 'agent', text: 'Hola' }, { role: 'user', content: 'Sí' }, 'Fin', null],
      'agent: Hola\nuser: Sí\nFin',
    ],
    ['transcript', [], null],
    ['transcript', { text: 'Hola' }, null],
    ['transcript', 'half \ud83d', 'half \ufffd'],
    ['summary', 7, '7'],
    ['summary', {}, null],
    ['addressFinal', { address1: 'Calle 1', address2: null, city: 'Bogotá' }, 'Calle 1, Bogotá'],
    ['addressFinal', 'a'.repeat(501), 'a'.repeat(500)],
    ['addressFinal', [], null],
    ['providerCallId', 42, '42'],
    ['providerCallId', 'a'.repeat(201), null],
    ['at', '2026-11-22T15:00:00', null],
    ['at', '2026-11-22 10:00:00 -0500', '2026-11-22T15:00:00.000Z'],
    ['at', '2026-11-22T15:00:00Z', '2026-11-22T15:00:00.000Z'],
    ['at', 1_795_359_600, '2026-11-22T15:00:00.000Z'],
    ['at', 1_795_359_600_000, '2026-11-22T15:00:00.000Z'],
    ['at', '2026-13-45T15:00:00Z', null],
    ['at', 1e300, null],
    ['at', {}, null],
  ])('%s: %j is %j', (field, told, kept) => {
    const name = field === 'at' ? 'endedAt' : field;
    const read = receive({ body: report({ [name]: told }) });
    expect([read.outcome, read[field]]).toEqual(['confirmed', kept]);
  });

  test('whatever all of the fields contain', () => {
    fc.assert(
      fc.property(fc.record(all(fc.jsonValue()) as Record<string, fc.Arbitrary<unknown>>), (told) => {
        expect(receive({ body: report(told) }).outcome).toBe('confirmed');
      }),
    );
  });

  test('with deeply nested unknown fields, and after a byte order mark', () => {
    const deep = `${'['.repeat(5000)}${']'.repeat(5000)}`;
    const body = `\ufeff{"callId":"${callId}","outcome":"confirmed","raw":${deep}}`;
    expect(receive({ body }).outcome).toBe('confirmed');
  });

  test.each([
    ['Confirmed', 'confirmed'],
    [' NO-ANSWER ', 'no_answer'],
    ['invalid number', 'invalid_number'],
    ['canceled', 'cancelled'],
  ])('the outcome %j is %s', (outcome, read) => {
    expect(receive({ body: report({ outcome }) }).outcome).toBe(read);
  });
});

describe('a signed report that makes no sense names the field', () => {
  test.each([
    ['callId', 'required', { callId: undefined }],
    ['callId', 'one_of', { callId: 'call_01kaq3v2220000000000000001' }],
    ['outcome', 'required', { outcome: undefined }],
    ['outcome', 'one_of', { outcome: 'maybe' }],
  ])('%s: %s', (field, rule, wrong) => {
    expect(problemOf({ body: report(wrong) })).toMatchObject({
      code: 'invalid_request',
      details: { issues: [{ field, rule }] },
    });
  });

  test.each(['null', '[]', '"confirmed"', '7'])('%s is not a report', (body) => {
    expect(problemOf({ body })).toMatchObject({ code: 'invalid_request' });
  });

  test('what is not JSON is refused', () => {
    expect(problemOf({ body: '{' })).toMatchObject({ code: 'invalid_json' });
  });
});
