import { createHmac, randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { type Answer, startStand } from './http-stand.ts';

/**
 * Twilio's REST API of calls and the callbacks of a call, as documented: Basic authentication, forms, signatures with the
 * auth token over the URL without its fragment, and TwiML that is fetched and followed.
 * https://www.twilio.com/docs/voice/api/call-resource, https://www.twilio.com/docs/voice/twiml
 */
export interface FakeTwilio {
  url: string;
  account: { accountSid: string; authToken: string; from: string };
  /** Every call that was dialed, oldest first. */
  calls: FakeCall[];
  /** What became of requests for calls: an error instead of a call, or a call whose answer is lost. */
  failures: Failure[];
  /** Rings the phone and plays the call to its end. */
  play(call: FakeCall, customer: Customer): Promise<void>;
  stop(): Promise<void>;
}

export type Failure =
  | { status: number; code?: number; headers?: Record<string, string> }
  /** Dialed or not, the connection breaks off without an answer. */
  | { lost: 'before' | 'after' };

export interface FakeCall {
  sid: string;
  form: URLSearchParams;
  status: string;
  createdAt: Date;
  duration: number | null;
  answeredBy: string | null;
}

/** What the customer does. */
export interface Customer {
  /** Instead of picking up. */
  ends?: 'busy' | 'no-answer' | 'failed' | 'canceled';
  errorCode?: string;
  /** To each question: a key, words, or nothing. */
  replies?: readonly ({ key: string } | { words: string } | 'silence')[];
  /** What is said after the tone; nothing when it is left out. */
  complaint?: string;
  answeredBy?: string;
  /** When the verdict about machines comes: at pick-up, after the replies, or once the call is over. */
  verdict?: 'early' | 'late' | 'after';
  seconds?: number;
}

/** One request of Twilio's to the application. */
export interface Callback {
  /** The last part of its path: `answer`, `status`. */
  step: string;
  url: string;
  headers: Record<string, string>;
  body: string;
}

export interface FakeOptions {
  clock?: () => Date;
  /** Brings a callback to the application. */
  deliver: (callback: Callback) => Promise<{ status: number; body: string }>;
  /** Which callbacks are lost; the others come, this often. */
  copies?: (callback: Callback) => number;
  onSpoken?: (who: 'agent' | 'customer', text: string) => void;
}

const hex = (bytes: number) => randomBytes(bytes).toString('hex');

export async function startFakeTwilio(options: FakeOptions): Promise<FakeTwilio> {
  const { clock = () => new Date(), deliver, copies = () => 1, onSpoken = () => {} } = options;
  const account = { accountSid: `AC${hex(16)}`, authToken: hex(16), from: '+15005550006' };
  const calls: FakeCall[] = [];
  const failures: Failure[] = [];

  function answer(request: IncomingMessage, { pathname, searchParams }: URL, body: string): Answer {
    const json = (status: number, value: unknown, headers = {}): Answer => ({ status, body: value, headers });
    const expected = `Basic ${Buffer.from(`${account.accountSid}:${account.authToken}`).toString('base64')}`;
    if (request.headers.authorization !== expected)
      return json(401, { code: 20003, message: 'Authenticate', status: 401 });
    const base = `/2010-04-01/Accounts/${account.accountSid}/Calls`;
    if (pathname === `${base}.json` && request.method === 'POST') {
      const failure = failures.shift();
      if (failure && 'status' in failure)
        return json(
          failure.status,
          { code: failure.code, message: 'No', status: failure.status },
          failure.headers,
        );
      if (failure?.lost === 'before') return undefined;
      const call: FakeCall = {
        sid: `CA${hex(16)}`,
        form: new URLSearchParams(body),
        status: 'queued',
        createdAt: clock(),
        duration: null,
        answeredBy: null,
      };
      calls.push(call);
      if (failure?.lost === 'after') return undefined;
      return json(201, resourceOf(call));
    }
    if (pathname === `${base}.json`) {
      const found = calls
        .filter(({ form }) => ['To', 'From'].every((name) => form.get(name) === searchParams.get(name)))
        .toReversed();
      return json(200, { calls: found.map(resourceOf) });
    }
    const call = calls.find(({ sid }) => pathname === `${base}/${sid}.json`);
    if (call === undefined) return json(404, { code: 20404, message: 'Not found', status: 404 });
    if (request.method === 'POST' && new URLSearchParams(body).get('Status') === 'completed')
      if (call.status !== 'completed') call.status = 'ending';
    return json(200, resourceOf(call));
  }

  const resourceOf = ({ sid, form, status, createdAt, duration, answeredBy }: FakeCall) => ({
    sid,
    account_sid: account.accountSid,
    to: form.get('To'),
    from: form.get('From'),
    status: status === 'ending' ? 'in-progress' : status,
    date_created: createdAt.toUTCString().replace('GMT', '+0000'),
    start_time: duration === null ? null : createdAt.toUTCString().replace('GMT', '+0000'),
    duration: duration === null ? null : String(duration),
    answered_by: answeredBy,
  });

  /** Sends a callback as often as it is to come, each again when the application fails. */
  async function tell(
    call: FakeCall,
    url: string | null,
    more: Record<string, string>,
  ): Promise<string | undefined> {
    if (url === null) return undefined;
    const [target = '', fragment = ''] = url.split('#');
    const form = new URLSearchParams({
      CallSid: call.sid,
      AccountSid: account.accountSid,
      To: call.form.get('To') ?? '',
      From: account.from,
      Direction: 'outbound-api',
      ApiVersion: '2010-04-01',
      CallStatus: call.status === 'ending' ? 'in-progress' : call.status,
      ...more,
    });
    const callback: Callback = {
      step: new URL(target).pathname.split('/').at(-1) ?? '',
      url: target,
      headers: {
        'content-type': 'application/x-www-form-urlencoded; charset=UTF-8',
        'x-twilio-signature': signed(account.authToken, target, form),
      },
      body: form.toString(),
    };
    const tries = 1 + Number(new URLSearchParams(fragment).get('rc') ?? 0);
    let answer: string | undefined;
    for (let copy = 0; copy < copies(callback); copy++)
      for (let time = 0; time < tries; time++) {
        const { status, body } = await deliver(callback);
        if (status === 200) answer ??= body;
        if (status < 500) break;
      }
    return answer;
  }

  async function play(call: FakeCall, customer: Customer): Promise<void> {
    const { form } = call;
    const status = (name: string, more: Record<string, string> = {}) => {
      call.status = name;
      const wanted = name === 'in-progress' ? 'answered' : ENDS.includes(name) ? 'completed' : name;
      const isWanted = form.getAll('StatusCallbackEvent').includes(wanted);
      return isWanted ? tell(call, form.get('StatusCallback'), more) : undefined;
    };
    await status('initiated');
    await status('ringing');
    if (customer.ends) {
      await status(customer.ends, {
        CallDuration: '0',
        ...(customer.errorCode && { ErrorCode: customer.errorCode }),
      });
      return;
    }
    const { answeredBy = 'human', verdict = 'early' } = customer;
    const judge = () => {
      call.answeredBy = answeredBy;
      const isAsked = form.get('MachineDetection') !== null && form.get('AsyncAmd') === 'true';
      return isAsked ? tell(call, form.get('AsyncAmdStatusCallback'), { AnsweredBy: answeredBy }) : undefined;
    };
    await status('in-progress');
    if (verdict === 'early') await judge();
    await follow(call, await tell(call, form.get('Url'), {}), [...(customer.replies ?? [])], customer);
    if (verdict === 'late') await judge();
    call.duration = customer.seconds ?? 20;
    await status('completed', {
      CallDuration: String(call.duration),
      ...(call.answeredBy && { AnsweredBy: call.answeredBy }),
      ...(form.get('Record') === 'true' && { RecordingUrl: recordingOf(account.accountSid) }),
    });
    if (verdict === 'after') await judge();
  }

  /** Does what a TwiML document says until the call ends. */
  async function follow(
    call: FakeCall,
    document: string | undefined,
    replies: NonNullable<Customer['replies']>[number][],
    customer: Customer,
  ): Promise<void> {
    for (const { name, attributes, inner } of verbsOf(document ?? '')) {
      if (call.status === 'ending') return;
      for (const text of name === 'Say' ? [inner] : saidIn(inner)) onSpoken('agent', unescaped(text));
      if (name === 'Hangup') return;
      const action = attributes.action;
      if (name === 'Gather' && action !== undefined) {
        const reply = replies.shift() ?? 'silence';
        if (reply !== 'silence') onSpoken('customer', 'key' in reply ? `[${reply.key}]` : reply.words);
        const heard: Record<string, string> =
          reply === 'silence'
            ? { Digits: '' }
            : 'key' in reply
              ? { Digits: reply.key }
              : { SpeechResult: reply.words, Confidence: '0.9' };
        return follow(call, await tell(call, action, heard), replies, customer);
      }
      if (name === 'Record' && action !== undefined && customer.complaint !== undefined) {
        onSpoken('customer', customer.complaint);
        const recorded = { RecordingUrl: recordingOf(account.accountSid), RecordingDuration: '4' };
        await tell(call, attributes.recordingStatusCallback ?? null, {
          ...recorded,
          RecordingStatus: 'completed',
        });
        return follow(call, await tell(call, action, recorded), replies, customer);
      }
    }
  }

  const stand = await startStand(answer);
  return { ...stand, account, calls, failures, play };
}

const ENDS = ['completed', 'busy', 'no-answer', 'failed', 'canceled'];

const recordingOf = (accountSid: string): string =>
  `https://api.twilio.com/2010-04-01/Accounts/${accountSid}/Recordings/RE${hex(16)}`;

/** https://www.twilio.com/docs/usage/webhooks/webhooks-security#validating-signatures-from-twilio */
export function signed(authToken: string, url: string, form: URLSearchParams): string {
  const text = [...new Set(form.keys())]
    .sort()
    .flatMap((name) => [...new Set(form.getAll(name))].sort().map((value) => name + value))
    .join('');
  return createHmac('sha1', authToken)
    .update(url + text)
    .digest('base64');
}

interface ReadVerb {
  name: string;
  attributes: Record<string, string>;
  inner: string;
}

/** The verbs of a document, which has nothing but what Recado writes. @throws Error for what is no TwiML */
function verbsOf(document: string): ReadVerb[] {
  const inside = /^<\?xml version="1.0" encoding="UTF-8"\?><Response>(.*)<\/Response>$/s.exec(document)?.[1];
  if (inside === undefined) return [];
  const verbs = [...inside.matchAll(/<(\w+)((?: \w+="[^"<>]*")*)(?:\/>|>(.*?)<\/\1>)/gs)];
  const whole = verbs.map(([text]) => text).join('');
  if (whole !== inside) throw new Error(`No TwiML: ${inside}`);
  return verbs.map(([, name = '', attributes = '', inner = '']) => ({
    name,
    inner,
    attributes: Object.fromEntries(
      [...attributes.matchAll(/ (\w+)="([^"]*)"/g)].map(([, key = '', value = '']) => [
        key,
        unescaped(value),
      ]),
    ),
  }));
}

const saidIn = (inner: string): string[] => verbsOfInner(inner).map((verb) => verb.inner);

const verbsOfInner = (inner: string): ReadVerb[] =>
  inner.startsWith('<') ? verbsOf(`<?xml version="1.0" encoding="UTF-8"?><Response>${inner}</Response>`) : [];

const unescaped = (text: string): string =>
  text.replace(/&(amp|lt|gt|quot|apos);/g, (_all, name: string) => SIGNS[name] ?? '');

const SIGNS: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
