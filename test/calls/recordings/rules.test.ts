import { describe, expect, test } from 'vitest';
import { audioTypeOf } from '../../../shared/calls/recordings/audio-type.ts';
import { keptRecording, recordingPrefix } from '../../../shared/calls/recordings/recording.ts';
import { createTwilio } from '../../../shared/calls/telephony/twilio/twilio-client.ts';

const API = 'https://api.example.com/';
const SOURCE = 'https://provider.test/1.wav';
const OURS = 'https://api.example.com/platform/v1/orders/ord_1/calls/call_1/recording';
const call = { id: 'call_1', orderId: 'ord_1', mode: 'live' as const, recordingUrl: null };
const keep = { recordings: 'keep' as const };

describe('the recording of a call', () => {
  test('is shown as our link from the first moment on when it is kept', () => {
    expect(keptRecording(call, SOURCE, keep, API)).toEqual({
      recordingUrl: OURS,
      recording: { source: SOURCE },
    });
  });

  test.each(['none', 'provider'] as const)('stays where it is with recordings %s', (recordings) => {
    expect(keptRecording(call, SOURCE, { recordings }, API)).toEqual({ recordingUrl: SOURCE });
  });

  test('of a test call stays where it is', () => {
    expect(keptRecording({ ...call, mode: 'test' }, SOURCE, keep, API)).toEqual({ recordingUrl: SOURCE });
  });

  test('changes nothing when it is reported again, and neither does a call without one', () => {
    const kept = { ...call, recordingUrl: OURS, recording: { source: SOURCE, file: 'recordings/090/1.wav' } };
    expect(keptRecording(kept, SOURCE, keep, API)).toEqual({ recordingUrl: OURS });
    expect(keptRecording(kept, OURS, keep, API)).toEqual({ recordingUrl: OURS });
    expect(keptRecording(call, null, keep, API)).toEqual({ recordingUrl: null });
  });

  test('keeps the provider’s URL when it could not be fetched and is reported again', () => {
    const given = { ...call, recordingUrl: SOURCE, recording: { source: SOURCE } };
    expect(keptRecording(given, SOURCE, keep, API)).toEqual({ recordingUrl: SOURCE });
  });

  test('is replaced when another one is reported', () => {
    const kept = { ...call, recordingUrl: OURS, recording: { source: SOURCE, file: 'recordings/090/1.wav' } };
    expect(keptRecording(kept, 'https://provider.test/2.wav', keep, API)).toEqual({
      recordingUrl: OURS,
      recording: { source: 'https://provider.test/2.wav' },
    });
  });
});

const bytes = (...parts: (string | number)[]) => [
  Buffer.concat(
    parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : Buffer.of(part))),
  ),
];

test.each([
  [bytes('RIFF', 0, 0, 0, 0, 'WAVEfmt '), 'wav'],
  [bytes('RIFF', 0, 0, 0, 0, 'AVI '), undefined],
  [bytes('ID3', 4, 0), 'mp3'],
  [bytes(0xff, 0xfb, 0x90, 0), 'mp3'],
  [bytes(0xff, 0xf3, 0x84, 0), 'mp3'],
  [bytes(0xff, 0xd8, 0xff, 0xe0), undefined],
  [bytes('OggS', 0), 'ogg'],
  [bytes(0, 0, 0, 32, 'ftypM4A '), 'm4a'],
  [bytes('fLaC'), 'flac'],
  [bytes(0x1a, 0x45, 0xdf, 0xa3), 'webm'],
  [[Buffer.from('RI'), Buffer.from('FF\0\0\0'), Buffer.from('\0WAVE')], 'wav'],
  [bytes('<html>sign in</html>'), undefined],
  [bytes('{"error":"no"}'), undefined],
  [[], undefined],
])('bytes %# are %s', (chunks, extension) => {
  expect(audioTypeOf(chunks)?.extension).toBe(extension);
});

test('its key contains how many days it is kept', () => {
  expect([1, 30, 365].map(recordingPrefix)).toEqual([
    'recordings/001/',
    'recordings/030/',
    'recordings/365/',
  ]);
});

test('Twilio’s recordings are fetched with the account’s credentials, other providers’ without', () => {
  const account = { accountSid: 'AC1', authToken: 'token', from: '+15005550006' };
  const twilio = createTwilio(account, { allowPrivate: false });
  const at = (path: string) => `https://api.twilio.com/2010-04-01/Accounts/${path}`;
  expect(twilio.recordingAt?.(at('AC1/Recordings/RE1'))).toEqual({
    url: `${at('AC1/Recordings/RE1')}.mp3`,
    headers: { authorization: `Basic ${Buffer.from('AC1:token').toString('base64')}` },
  });
  expect(twilio.recordingAt?.(`${at('AC1/Recordings/RE1')}.wav`)?.url).toBe(
    `${at('AC1/Recordings/RE1')}.mp3`,
  );
  for (const url of [at('AC2/Recordings/RE1'), at('AC1/Calls/CA1'), 'https://evil.test/Recordings/RE1'])
    expect(twilio.recordingAt?.(url)).toBeUndefined();
});
