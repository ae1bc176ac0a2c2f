import { describe, expect, test } from 'vitest';
import { startFailureOf } from '../../../shared/calls/telephony/port/failures.ts';
import { readAnalysis } from '../../../shared/calls/telephony/retell/analysis.ts';
import { progressOfRetellCall } from '../../../shared/calls/telephony/retell/retell-call.ts';
import { readRetellError } from '../../../shared/calls/telephony/retell/retell-errors.ts';

const said = (data: unknown) => ({ call_analysis: { custom_analysis_data: data } });
const confirmed = said({ outcome: 'confirmed' });

/** What a call that ended for a reason was: without an analysis, and where the analysis says that it was confirmed. */
function endedBy(reason: string | undefined, status = 'ended') {
  const call = { call_id: 'call_1', call_status: status, disconnection_reason: reason, duration_ms: 20_400 };
  const [plain, analyzed] = [progressOfRetellCall(call), progressOfRetellCall({ ...call, ...confirmed })];
  return [plain.ended, plain.isUnsettled ?? false, analyzed.machine ? 'voicemail' : analyzed.ended];
}

describe('a call that ended with', () => {
  test.each([
    ['dial_busy', 'busy'],
    ['user_declined', 'busy'],
    ['dial_no_answer', 'no_answer'],
    ['invalid_destination', 'invalid_number'],
    ['dial_failed', 'failed'],
    ['sip_routing_error', 'failed'],
    ['marked_as_spam', 'failed'],
    ['telephony_provider_unavailable', 'failed'],
    ['registered_call_timeout', 'failed'],
  ])('%s reached nobody and was %s, whatever its analysis says', (reason, outcome) => {
    expect(endedBy(reason)).toEqual([outcome, false, outcome]);
    expect(endedBy(reason, 'not_connected')).toEqual([outcome, false, outcome]);
  });

  test.each(['voicemail_reached', 'ivr_reached'])('%s was a machine, and never confirms', (reason) => {
    expect(endedBy(reason)).toEqual(['voicemail', false, 'voicemail']);
  });

  test.each([
    'user_hangup',
    'agent_hangup',
    'inactivity',
    'max_duration_reached',
    'call_transfer',
    'transfer_bridged',
    'transfer_cancelled',
    'call_take_over',
    'manual_stopped',
  ])('%s was what its analysis says, else unknown', (reason) => {
    expect(endedBy(reason)).toEqual(['unknown', true, 'confirmed']);
  });

  test.each([
    'scam_detected',
    'error_llm_websocket_open',
    'error_llm_websocket_lost_connection',
    'error_llm_websocket_runtime',
    'error_llm_websocket_corrupt_payload',
    'error_no_audio_received',
    'error_asr',
    'error_retell',
    'error_unknown',
    'error_user_not_joined',
    'a_reason_of_next_year',
    'constructor',
    undefined,
  ])('%s was what its analysis says, else a failure', (reason) => {
    expect(endedBy(reason)).toEqual(['failed', true, 'confirmed']);
    expect(endedBy(reason, 'error')).toEqual(['failed', true, 'confirmed']);
    expect(endedBy(reason, 'not_connected')).toEqual(['failed', false, 'failed']);
  });

  test.each([
    ['no_valid_payment', { status: 'fault', code: 'account', providerCode: 'no_valid_payment' }],
    [
      'telephony_provider_permission_denied',
      {
        status: 'fault',
        code: 'destination_country',
        providerCode: 'telephony_provider_permission_denied',
      },
    ],
    ['concurrency_limit_reached', { status: 'later' }],
    ['no_concurrency_fallback', { status: 'later' }],
  ])('%s was not dialed', (reason, notDialed) => {
    for (const call_status of ['ended', 'error', 'not_connected'])
      expect(progressOfRetellCall({ call_id: 'call_1', call_status, disconnection_reason: reason })).toEqual({
        providerCallId: 'call_1',
        notDialed,
      });
  });
});

test.each([
  ['registered', undefined],
  ['ongoing', 'picked_up'],
  ['of_next_year', undefined],
  [7, undefined],
])('a call that is %s continues', (call_status, happened) => {
  const progress = progressOfRetellCall({ call_id: 'call_1', call_status });
  expect([progress.happened, progress.ended, progress.notDialed]).toEqual([happened, undefined, undefined]);
});

test('a call is reported completely, without its malformed fields', () => {
  const call = {
    call_id: 'call_1',
    call_status: 'ended',
    disconnection_reason: 'user_hangup',
    duration_ms: 41_600,
    transcript: 'Agent: Hola\nUser: Sí',
    recording_url: 'https://recordings.retell.test/1.wav?Signature=a%20b',
    call_analysis: {
      call_summary: 'El cliente confirma.',
      in_voicemail: false,
      custom_analysis_data: { outcome: 'Confirmed', address_final: 'Calle 1 #2-3', opt_out: false },
    },
  };
  expect(progressOfRetellCall(call)).toEqual({
    providerCallId: 'call_1',
    durationSeconds: 42,
    transcript: 'Agent: Hola\nUser: Sí',
    recordingUrl: call.recording_url,
    summary: 'El cliente confirma.',
    answer: { outcome: 'confirmed', by: 'agent', summary: 'El cliente confirma.' },
    addressFinal: 'Calle 1 #2-3',
    ended: 'confirmed',
  });
  const odd = {
    ...call,
    duration_ms: 'long',
    transcript: {},
    recording_url: '/1.wav',
    call_analysis: 'none',
  };
  expect(progressOfRetellCall(odd)).toEqual({ providerCallId: 'call_1', ended: 'unknown' });
});

test('a mailbox never confirms, whatever it seems to say', () => {
  for (const in_voicemail of [true, 'true']) {
    const call_analysis = { ...confirmed.call_analysis, in_voicemail };
    const call = { call_id: 'call_1', call_status: 'ended', disconnection_reason: 'agent_hangup' };
    expect(progressOfRetellCall({ ...call, call_analysis })).toMatchObject({
      machine: true,
      ended: 'voicemail',
    });
  }
});

describe('an analysis', () => {
  test.each([
    ['confirmed', 'confirmed'],
    ['Cancelled', 'cancelled'],
    ['canceled', 'cancelled'],
    ['NOVEDAD', 'novedad'],
    ['not recovered', 'not_recovered'],
    ['opt-out', 'opt_out'],
    ['no_answer', 'no_answer'],
    ['voicemail', 'voicemail'],
    ['unknown', 'unknown'],
    ['perhaps', undefined],
    ['', undefined],
    [null, undefined],
    [true, undefined],
  ])('that says %j is %s', (outcome, meant) => {
    expect(readAnalysis({ outcome }).outcome).toBe(meant);
  });

  test.each([
    [true, true],
    ['true', true],
    ['Yes', true],
    [false, false],
    ['no', false],
    [undefined, false],
  ])('opt_out %j: %s', (opt_out, optsOut) => {
    expect(readAnalysis({ opt_out }).optsOut).toBe(optsOut);
  });

  test.each([
    ['Carrera 7 # 1-2, Bogotá', 'Carrera 7 # 1-2, Bogotá'],
    ['  Carrera 7\n# 1-2 ', 'Carrera 7 # 1-2'],
    [{ address1: 'Carrera 7', city: 'Bogotá' }, 'Carrera 7, Bogotá'],
    ['N/A', null],
    ['null', null],
    ['None', null],
    ['Not provided.', null],
    ['not corrected', null],
    ['No changes', null],
    ['Sin cambios', null],
    ['No. 12 Main Street, Norte', 'No. 12 Main Street, Norte'],
    ['No 5 Lane', 'No 5 Lane'],
    ['', null],
    [undefined, null],
  ])('address %j: %s', (address_final, line) => {
    expect(readAnalysis({ address_final }).addressFinal).toBe(line);
  });

  test('is read under the tenant’s own names', () => {
    const names = { outcome: 'decisión', addressFinal: 'new address', optOut: 'never' };
    const data = { decisión: 'cancelled', 'new address': 'Calle 1', never: true, outcome: 'confirmed' };
    expect(readAnalysis(data, names)).toEqual({
      outcome: 'cancelled',
      addressFinal: 'Calle 1',
      optsOut: true,
    });
  });

  test.each([null, 'confirmed', 7, [], [{ outcome: 'confirmed' }]])('that is %j says nothing', (data) => {
    expect(readAnalysis(data)).toEqual({ outcome: undefined, addressFinal: null, optsOut: false });
  });
});

describe('who wants no more calls', () => {
  const answered = (data: unknown) =>
    progressOfRetellCall({
      call_id: 'call_1',
      call_status: 'ended',
      disconnection_reason: 'user_hangup',
      ...said(data),
    });

  test('may have decided about the order too', () => {
    expect(answered({ outcome: 'confirmed', opt_out: true }).answer).toMatchObject({
      outcome: 'confirmed',
      optsOut: true,
    });
  });

  test.each([{ opt_out: true }, { opt_out: true, outcome: 'unknown' }, { outcome: 'opt_out' }])(
    'has opted out: %j',
    (data) => {
      expect(answered(data)).toMatchObject({ ended: 'opt_out', answer: { outcome: 'opt_out' } });
    },
  );
});

test('an outcome without an answer ends the dial as itself', () => {
  for (const outcome of ['no_answer', 'voicemail', 'invalid_number', 'failed', 'unknown']) {
    const call = { call_id: 'call_1', call_status: 'ended', disconnection_reason: 'user_hangup' };
    const { ended, answer } = progressOfRetellCall({ ...call, ...said({ outcome }) });
    expect([ended, answer]).toEqual([outcome, undefined]);
  }
});

describe('an error of Retell’s', () => {
  const http = (status: number, message?: string) =>
    startFailureOf(
      'retell',
      {
        ok: false,
        failure: 'http_status',
        status,
        body: JSON.stringify({ status: 'error', message }),
        durationMs: 1,
      },
      readRetellError,
    );

  test.each([
    [401, 'Invalid API key', { status: 'fault', code: 'authentication', providerCode: '401' }],
    [402, 'Trial has ended', { status: 'fault', code: 'account', providerCode: '402' }],
    [403, undefined, { status: 'fault', code: 'account', providerCode: '403' }],
    [404, 'Item not found', { status: 'fault', code: 'settings', providerCode: '404' }],
    [400, 'from_number is not yours', { status: 'fault', code: 'caller_number', providerCode: '400' }],
    [422, 'No such agent', { status: 'fault', code: 'settings', providerCode: '422' }],
    [400, 'to_number is odd', { status: 'refused', reason: 'retell_400', retryable: true }],
    [422, undefined, { status: 'refused', reason: 'retell_422', retryable: true }],
    [429, 'Too many', { status: 'later' }],
    [500, undefined, { status: 'unknown', reason: 'http_500' }],
    [503, undefined, { status: 'unknown', reason: 'http_503' }],
  ])('%i %s', (status, message, meaning) => {
    expect(http(status, message)).toEqual(meaning);
  });
});
