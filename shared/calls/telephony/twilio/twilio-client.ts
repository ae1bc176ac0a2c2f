import type { HttpResult } from '../../../adapters/outbound/http-result.ts';
import { DEADLINE_MS, post } from '../../../adapters/outbound/post.ts';
import { objectIn } from '../port/bodies.ts';
import { dialable } from '../port/dialable.ts';
import { askFailureOf, startFailureOf } from '../port/failures.ts';
import type { CallStart, FindResult, PollResult, StartResult, Telephony } from '../port/port.ts';
import { openingOf } from './conversation.ts';
import type { Texts } from './texts.ts';
import { readTwilioError } from './twilio-errors.ts';
import type { TwilioStep } from './twilio-routes.ts';
import { progressOfCall, TALKED } from './twilio-status.ts';
import { twilioUrl } from './twilio-urls.ts';

/** An account at Twilio, as the tenant's settings name it. */
export interface TwilioAccount {
  accountSid: string;
  authToken: string;
  /** E.164. */
  from: string;
  apiKeySid?: string;
  apiKeySecret?: string;
  baseUrl?: string;
  texts?: Texts;
}

const BASE_URL = 'https://api.twilio.com';

/** Seconds that a phone rings. */
const RINGS_SECONDS = '45';

/** Seconds that a conversation may take. */
const MAX_CALL_SECONDS = '300';

/** How far our clock and Twilio's may differ; its times are whole seconds. */
const SKEW_MS = 10_000;

/** How many calls to read: those of one minute to one phone. */
const LOOKED_AT = '20';
const LIST_CAP = 128 * 1024;

const startFailure = (outcome: Extract<HttpResult, { ok: false }>) =>
  startFailureOf('twilio', outcome, readTwilioError);

/** Twilio's API of calls. https://www.twilio.com/docs/voice/api/call-resource */
export function createTwilio(account: TwilioAccount, { allowPrivate }: { allowPrivate: boolean }): Telephony {
  const { accountSid, from, baseUrl = BASE_URL } = account;
  const calls = `${baseUrl.replace(/\/+$/, '')}/2010-04-01/Accounts/${accountSid}/Calls`;
  const { apiKeySid = accountSid, apiKeySecret = account.authToken } = account;
  const authorization = `Basic ${Buffer.from(`${apiKeySid}:${apiKeySecret}`).toString('base64')}`;
  const send = (method: 'GET' | 'POST', url: string, form = ''): Promise<HttpResult> =>
    post({
      method,
      url,
      headers: {
        authorization,
        accept: 'application/json',
        'user-agent': 'Recado/1',
        ...(method === 'POST' && { 'content-type': 'application/x-www-form-urlencoded' }),
      },
      body: form,
      deadlineMs: DEADLINE_MS,
      bodyCap: LIST_CAP,
      allowPrivate,
    });
  return {
    provider: 'twilio',

    async start(call): Promise<StartResult> {
      const outcome = await send('POST', `${calls}.json`, formOf(call, from).toString());
      if (!outcome.ok) return startFailure(outcome);
      const { sid } = objectIn(outcome.body);
      // Accepted, with an id that we do not know yet.
      return typeof sid === 'string' && sid !== ''
        ? { status: 'accepted', providerCallId: sid }
        : { status: 'unknown', reason: 'invalid_response' };
    },

    /** A call does not carry our reference: it is found by caller, phone and time. */
    async find(call, askedAt, known): Promise<FindResult> {
      const query = new URLSearchParams({ To: dialable(call.phone), From: from, PageSize: LOOKED_AT });
      const outcome = await send('GET', `${calls}.json?${query}`);
      if (!outcome.ok) return askFailureOf(outcome, startFailure(outcome));
      const { calls: listed } = objectIn(outcome.body);
      if (!Array.isArray(listed)) return { status: 'unknown' };
      const since = askedAt.getTime() - SKEW_MS;
      const made = listed
        .map((call): Record<string, unknown> => ({ ...(call as object) }))
        .flatMap(({ sid, date_created }) =>
          typeof sid === 'string' ? [{ sid, at: Date.parse(String(date_created)) }] : [],
        )
        .filter(({ sid, at }) => at >= since && !known.includes(sid))
        .sort((a, b) => b.at - a.at);
      const [newest] = made;
      return newest ? { status: 'found', providerCallId: newest.sid } : { status: 'not_found' };
    },

    async poll(providerCallId, call): Promise<PollResult> {
      const outcome = await send('GET', `${calls}/${encodeURIComponent(providerCallId)}.json`);
      if (!outcome.ok) return askFailureOf(outcome, startFailure(outcome));
      const { status, duration, answered_by: answeredBy } = objectIn(outcome.body);
      const progress = progressOfCall({ sid: providerCallId, status, duration, answeredBy });
      const opening = status === TALKED ? openingOf(call, account.texts) : undefined;
      return { status: 'found', progress: { ...progress, opening } };
    },

    /** The media of a recording lie at its own URL, with the ending of a format. */
    recordingAt(url) {
      const isOurs = url.startsWith(`${calls.slice(0, -'Calls'.length)}Recordings/`);
      return isOurs ? { url: url.replace(/(?:\.\w+)?$/, '.mp3'), headers: { authorization } } : undefined;
    },

    async hangUp(providerCallId): Promise<void> {
      await send('POST', `${calls}/${encodeURIComponent(providerCallId)}.json`, 'Status=completed');
    },
  };
}

function formOf(call: CallStart, from: string): URLSearchParams {
  const report = (step: TwilioStep) => twilioUrl(call, step);
  const form = new URLSearchParams({
    To: dialable(call.phone),
    From: from,
    Url: report('answer'),
    Method: 'POST',
    StatusCallback: report('status'),
    StatusCallbackMethod: 'POST',
    Timeout: RINGS_SECONDS,
    TimeLimit: MAX_CALL_SECONDS,
    MachineDetection: 'Enable',
    AsyncAmd: 'true',
    AsyncAmdStatusCallback: report('machine'),
    AsyncAmdStatusCallbackMethod: 'POST',
    ...(call.records && {
      Record: 'true',
      RecordingStatusCallback: report('recording'),
      RecordingStatusCallbackMethod: 'POST',
    }),
  });
  for (const event of ['initiated', 'ringing', 'answered', 'completed'])
    form.append('StatusCallbackEvent', event);
  return form;
}
