import { createHmac } from 'node:crypto';
import { standardHeaders } from '../../../shared/adapters/signing/signatures.ts';
import { encodeReference } from '../../../shared/calls/telephony/port/reference.ts';
import { phoneNumber, triggerBody } from '../shop/shop.ts';
import type { BenchContext, Send } from './requests.ts';

const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
const SECRET = '0123456789abcdef0123456789abcdef';

const settings = ({ shop }: BenchContext, body: object) =>
  shop.admin.call('PATCH', `/platform/v1/tenants/${shop.tenant.id}`, body);

interface Dialed {
  ref: string;
  orderId: string;
  callId: string;
}

/** A live order whose call is on its way: it may be no hour to make it at, and a report may come before what it is about. */
async function dial({ shop, unique }: BenchContext): Promise<Dialed> {
  const n = unique();
  const body = triggerBody(`BENCH-${n}`, phoneNumber(400_000 + (n % 100_000)));
  const { orderId, callId } = await shop.live.call<Omit<Dialed, 'ref'>>(
    'POST',
    '/api/v1/calls/trigger',
    body,
  );
  const ref = encodeReference({ tenantId: shop.tenant.id, mode: 'live', orderId, callId });
  return { ref, orderId, callId };
}

/** As a provider reports of such a call. The shop has its own agent again afterwards. */
const reporting =
  (voiceAgent: object, report: (context: BenchContext, dialed: Dialed) => Promise<unknown>): Send =>
  async (context) => {
    const dialed = await dial(context);
    await settings(context, { voiceAgent });
    try {
      await report(context, dialed);
    } finally {
      const own = { url: `${context.receiver.url}/agent`, secret: context.agentSecret };
      await settings(context, { voiceAgent: own });
    }
  };

const ACCOUNT = `AC${SECRET}`;

function tellTwilio({ shop }: BenchContext, step: string, { ref }: Dialed, fields: Record<string, string>) {
  const path = `/callbacks/calls/twilio/${step}?ref=${ref}&turn=1`;
  const signed = shop.url + path + Object.entries(fields).toSorted().flat().join('');
  const signature = createHmac('sha1', SECRET).update(signed).digest('base64');
  const headers = { ...FORM, 'x-twilio-signature': signature };
  return shop.live.call('POST', path, String(new URLSearchParams(fields)), headers);
}

const throughTwilio = (report: (context: BenchContext, dialed: Dialed) => Promise<unknown>) =>
  reporting({ provider: 'twilio', accountSid: ACCOUNT, authToken: SECRET, from: '+573001234567' }, report);

async function tellRetell({ shop }: BenchContext, { ref, callId }: Dialed): Promise<unknown> {
  const body = JSON.stringify({
    event: 'call_analyzed',
    call: {
      call_id: callId,
      call_status: 'ended',
      metadata: { reference: ref },
      disconnection_reason: 'agent_hangup',
      duration_ms: 42_000,
      transcript: 'Agent: ¿Confirma su pedido?\nUser: Sí, confirmo.',
      call_analysis: { in_voicemail: false, custom_analysis_data: { outcome: 'confirmed' } },
    },
  });
  const at = Date.now();
  const digest = createHmac('sha256', SECRET).update(`${body}${at}`).digest('hex');
  return shop.live.call('POST', `/callbacks/calls/retell/events?ref=${ref}`, body, {
    'content-type': 'application/json',
    'x-retell-signature': `v=${at},d=${digest}`,
  });
}

const NUMBER = '123456789012345';

const whatsapp = {
  phoneNumberId: NUMBER,
  accessToken: SECRET,
  appSecret: SECRET,
  verifyToken: SECRET,
  template: { name: 'confirm_order', language: 'es_CO' },
};

const metaPath = ({ shop }: BenchContext) => `/callbacks/messages/whatsapp/${shop.tenant.id}`;

async function tellMeta(context: BenchContext, value: object): Promise<unknown> {
  const changes = [{ field: 'messages', value: { metadata: { phone_number_id: NUMBER }, ...value } }];
  const body = JSON.stringify({
    object: 'whatsapp_business_account',
    entry: [{ id: '102290129340398', changes }],
  });
  const signature = createHmac('sha256', SECRET).update(body).digest('hex');
  return context.shop.live.call('POST', metaPath(context), body, {
    'content-type': 'application/json',
    'x-hub-signature-256': `sha256=${signature}`,
  });
}

const withWhatsapp =
  (work: Send): Send =>
  async (context) => {
    await settings(context, { whatsapp });
    try {
      await work(context);
    } finally {
      await settings(context, { whatsapp: null });
    }
  };

/** The phone of somebody who was sent no message. */
const textOf = (n: number, text: string) => ({
  messages: [
    {
      from: phoneNumber(300_000 + (n % 100_000)).slice(1),
      id: `wamid.${n}`,
      timestamp: String(Math.floor(Date.now() / 1000)),
      type: 'text',
      text: { body: text },
    },
  ],
});

async function recordingOf(context: BenchContext): Promise<unknown> {
  const { shop } = context;
  const dialed = await dial(context);
  await endRecorded(context, dialed);
  return shop.live.call('GET', `/platform/v1/orders/${dialed.orderId}/calls/${dialed.callId}/recording`);
}

/** Ends a call with a recording, as the shop's own agent does. */
async function endRecorded({ shop, agentSecret }: BenchContext, { ref, callId }: Dialed): Promise<void> {
  const body = JSON.stringify({
    callId,
    outcome: 'confirmed',
    durationSeconds: 30,
    recordingUrl: 'https://recordings.example.com/1.mp3',
  });
  const signed = standardHeaders([agentSecret], { id: `recorded_${callId}`, body }, new Date());
  await shop.live.call('POST', `/callbacks/calls/http?ref=${ref}`, body, {
    ...signed,
    'content-type': 'application/json',
  });
}

/** What providers report about calls and messages, and what people are sent about them, by the endpoint's name. */
export const callbackRequests: Readonly<Record<string, Readonly<Record<string, Send>>>> = {
  'report-twilio': {
    'a key that confirms': throughTwilio((context, dialed) =>
      tellTwilio(context, 'reply', dialed, {
        CallSid: `CA${SECRET}`,
        CallStatus: 'in-progress',
        Digits: '1',
      }),
    ),
    'a call that rings': throughTwilio((context, dialed) =>
      tellTwilio(context, 'status', dialed, { CallSid: `CA${SECRET}`, CallStatus: 'ringing' }),
    ),
  },
  'report-retell': {
    'a confirmed order': reporting(
      { provider: 'retell', apiKey: SECRET, agentId: 'agent_bench', fromNumber: '+573001234567' },
      tellRetell,
    ),
  },
  'verify-whatsapp': {
    '': withWhatsapp((context) =>
      context.shop.live.call(
        'GET',
        `${metaPath(context)}?hub.mode=subscribe&hub.verify_token=${SECRET}&hub.challenge=1158201444`,
      ),
    ),
  },
  'receive-whatsapp': {
    'a text of somebody unknown': withWhatsapp((context) =>
      tellMeta(context, textOf(context.unique(), 'Hola')),
    ),
    'an opt-out': withWhatsapp((context) => tellMeta(context, textOf(context.unique(), 'STOP'))),
  },
  'get-recording': { '': recordingOf },
};
