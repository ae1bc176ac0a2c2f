import { describe, expect, test } from 'vitest';
import { endingOfCall } from '../../../shared/calls/outcomes/progress-rule.ts';
import { startFailureOf } from '../../../shared/calls/telephony/port/failures.ts';
import { readTwilioError } from '../../../shared/calls/telephony/twilio/twilio-errors.ts';
import { progressOfCall } from '../../../shared/calls/telephony/twilio/twilio-status.ts';
import { voiceOf } from '../../../shared/calls/telephony/twilio/voices.ts';
import { calledOrder } from '../support/factories.ts';

describe('a status of Twilio’s', () => {
  test.each([
    ['queued', undefined],
    ['initiated', undefined],
    ['ringing', undefined],
    ['in-progress', undefined],
    ['completed', 'unknown'],
    ['busy', 'busy'],
    ['failed', 'failed'],
    ['no-answer', 'no_answer'],
    ['canceled', 'no_answer'],
    ['teleported', undefined],
    ['constructor', undefined],
    [7, undefined],
  ])('%s ends a dial as %s', (status, ended) => {
    expect(progressOfCall({ sid: 'CA1', status, duration: '12' })).toMatchObject({
      providerCallId: 'CA1',
      ended,
      durationSeconds: ended === undefined ? undefined : 12,
    });
  });

  test.each(['21211', '21217'])('failed with %s is a number that cannot exist', (errorCode) => {
    expect(progressOfCall({ sid: 'CA1', status: 'failed', errorCode }).ended).toBe('invalid_number');
  });
});

test.each([
  ['human', undefined],
  ['unknown', undefined],
  [null, undefined],
  ['machine_start', true],
  ['machine_end_beep', true],
  ['machine_end_silence', true],
  ['machine_end_other', true],
  ['machine_of_next_year', true],
  ['fax', true],
])('who answered as %s is a machine: %s', (answeredBy, machine) => {
  expect(progressOfCall({ sid: 'CA1', status: null, answeredBy }).machine).toBe(machine);
});

describe('an error of Twilio’s', () => {
  const http = (status: number, code?: number) =>
    startFailureOf(
      'twilio',
      { ok: false, failure: 'http_status', status, body: JSON.stringify({ code, status }), durationMs: 1 },
      readTwilioError,
    );

  test.each([
    [401, 20003, { status: 'fault', code: 'authentication', providerCode: '20003' }],
    [400, 21210, { status: 'fault', code: 'caller_number', providerCode: '21210' }],
    [400, 21215, { status: 'fault', code: 'destination_country', providerCode: '21215' }],
    [400, 32205, { status: 'fault', code: 'destination_country', providerCode: '32205' }],
    [400, 13227, { status: 'fault', code: 'destination_country', providerCode: '13227' }],
    [400, 14111, { status: 'fault', code: 'trial_account', providerCode: '14111' }],
    [400, 573002, { status: 'fault', code: 'trial_account', providerCode: '573002' }],
    [400, 573005, { status: 'fault', code: 'trial_account', providerCode: '573005' }],
    [400, 21211, { status: 'refused', reason: 'invalid_number', retryable: false }],
    [400, 21217, { status: 'refused', reason: 'invalid_number', retryable: false }],
    [400, 13224, { status: 'refused', reason: 'twilio_13224', retryable: true }],
    [400, 21214, { status: 'refused', reason: 'twilio_21214', retryable: true }],
    [400, 99999, { status: 'refused', reason: 'twilio_99999', retryable: true }],
    [429, 20429, { status: 'later' }],
    [400, 10004, { status: 'later' }],
    [429, undefined, { status: 'later' }],
    [401, undefined, { status: 'fault', code: 'authentication', providerCode: '401' }],
    [403, undefined, { status: 'fault', code: 'account', providerCode: '403' }],
    [500, undefined, { status: 'unknown', reason: 'http_500' }],
    [503, 20503, { status: 'unknown', reason: 'http_503' }],
  ])('%i %i', (status, code, meaning) => {
    expect(http(status, code)).toEqual(meaning);
  });

  test.each([
    ['dns', { status: 'refused', reason: 'dns', retryable: true }],
    ['refused', { status: 'refused', reason: 'refused', retryable: true }],
    ['tls', { status: 'refused', reason: 'tls', retryable: true }],
    ['timeout', { status: 'unknown', reason: 'timeout' }],
    ['reset', { status: 'unknown', reason: 'reset' }],
    ['invalid_response', { status: 'unknown', reason: 'invalid_response' }],
    ['unknown', { status: 'unknown', reason: 'unknown' }],
  ] as const)('that is a failure of the exchange: %s', (failure, meaning) => {
    const outcome = { ok: false, failure, status: null, body: null, durationMs: 1 } as const;
    expect(startFailureOf('twilio', outcome, readTwilioError)).toEqual(meaning);
  });
});

test.each([
  ['es-CO', 'Polly.Mia-Neural', 'es-MX', 'es-CO'],
  ['es-MX', 'Polly.Mia-Neural', 'es-MX', 'es-MX'],
  ['es', 'Polly.Mia-Neural', 'es-MX', 'es-MX'],
  ['es-ES', 'Polly.Lucia-Neural', 'es-ES', 'es-ES'],
  ['es-US', 'Polly.Lupe-Neural', 'es-US', 'es-US'],
  ['pt-BR', 'Polly.Camila-Neural', 'pt-BR', 'pt-BR'],
  ['hi-IN', 'Polly.Kajal-Neural', 'hi-IN', 'hi-IN'],
  ['en-IN', 'Polly.Kajal-Neural', 'en-IN', 'en-IN'],
  ['en', 'Polly.Joanna-Neural', 'en-US', 'en-US'],
  ['sv-SE', 'Polly.Joanna-Neural', 'en-US', 'en-US'],
])('in %s it is spoken by %s in %s and heard as %s', (tag, voice, language, heardAs) => {
  expect(voiceOf(tag)).toEqual({ voice, language, heardAs });
});

test.each([
  ['told with the end', [], 'Agent: Hello\nCustomer: 1'],
  ['stored by version 0.2.0', [{ name: 'answer', lines: ['Agent: Hello'] }], 'Agent: Hello\nCustomer: 1'],
])('the opening of a conversation is in the transcript once: %s', (_what, before, transcript) => {
  const turns = [...before, { name: 'reply-1', lines: ['Customer: 1'] }];
  const call = { ...calledOrder().call, conversation: { turns, answer: null, machine: false } };
  expect(endingOfCall(call, 'unknown', { opening: ['Agent: Hello'] }).transcript).toBe(transcript);
});
