import { createHmac } from 'node:crypto';
import { standardHeaders } from '../../../shared/adapters/signing/signatures.ts';
import { encodeReference } from '../../../shared/calls/telephony/port/reference.ts';
import { phoneNumber, triggerBody } from '../shop/shop.ts';
import type { Send, World } from './requests.ts';

const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
const SECRET = '0123456789abcdef0123456789abcdef';

const settings = ({ shop }: World, body: object) =>
  shop.admin.call('PATCH', `/platform/v1/tenants/${shop.tenant.id}`, body);

interface Dialed {
  ref: string;
  orderId: string;
  callId: string;
}

/** A live order whose call is on its way: it may be no hour to make it at, and a report may come before what it is about. */
async function dial({ shop, unique }: World): Promise<Dialed> {
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
  (voiceAgent: object, report: (world: World, dialed: Dialed) => Promise<unknown>): Send =>
  async (world) => {
    const dialed = await dial(world);
    await settings(world, { voiceAgent });
    try {
      await report(world, dialed);
    } finally {
      const own = { url: `${world.receiver.url}/agent`, secret: world.agentSecret };
      await settings(world, { voiceAgent: own });
    }
  };

const ACCOUNT = `AC${SECRET}`;

function tellTwilio({ shop }: World, step: string, { ref }: Dialed, fields: Record<string, string>) {
  const path = `/callbacks/calls/twilio/${step}?ref=${ref}&turn=1`;
  const signed = shop.url + path + Object.entries(fields).toSorted().flat().join('');
  const signature = createHmac('sha1', SECRET).update(signed).digest('base64');
  const headers = { ...FORM, 'x-twilio-signature': signature };
  return shop.live.call('POST', path, String(new URLSearchParams(fields)), headers);
}

const throughTwilio = (report: (world: World, dialed: Dialed) => Promise<unknown>) =>
  reporting({ provider: 'twilio', accountSid: ACCOUNT, authToken: SECRET, from: '+573001234567' }, report);

async function tellRetell({ shop }: World, { ref, callId }: Dialed): Promise<unknown> {
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

const metaPath = ({ shop }: World) => `/callbacks/messages/whatsapp/${shop.tenant.id}`;

async function tellMeta(world: World, value: object): Promise<unknown> {
  const changes = [{ field: 'messages', value: { metadata: { phone_number_id: NUMBER }, ...value } }];
  const body = JSON.stringify({
    object: 'whatsapp_business_account',
    entry: [{ id: '102290129340398', changes }],
  });
  const signature = createHmac('sha256', SECRET).update(body).digest('hex');
  return world.shop.live.call('POST', metaPath(world), body, {
    'content-type': 'application/json',
    'x-hub-signature-256': `sha256=${signature}`,
  });
}

const withWhatsapp =
  (work: Send): Send =>
  async (world) => {
    await settings(world, { whatsapp });
    try {
      await work(world);
    } finally {
      await settings(world, { whatsapp: null });
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

async function recordingOf(world: World): Promise<unknown> {
  const { shop } = world;
  const dialed = await dial(world);
  await endRecorded(world, dialed);
  return shop.live.call('GET', `/platform/v1/orders/${dialed.orderId}/calls/${dialed.callId}/recording`);
}

/** Ends a call with a recording, as the shop's own agent does. */
async function endRecorded({ shop, agentSecret }: World, { ref, callId }: Dialed): Promise<void> {
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
    'a key that confirms': throughTwilio((world, dialed) =>
      tellTwilio(world, 'reply', dialed, { CallSid: `CA${SECRET}`, CallStatus: 'in-progress', Digits: '1' }),
    ),
    'a call that rings': throughTwilio((world, dialed) =>
      tellTwilio(world, 'status', dialed, { CallSid: `CA${SECRET}`, CallStatus: 'ringing' }),
    ),
  },
  'report-retell': {
    'a confirmed order': reporting(
      { provider: 'retell', apiKey: SECRET, agentId: 'agent_bench', fromNumber: '+573001234567' },
      tellRetell,
    ),
  },
  'verify-whatsapp': {
    '': withWhatsapp((world) =>
      world.shop.live.call(
        'GET',
        `${metaPath(world)}?hub.mode=subscribe&hub.verify_token=${SECRET}&hub.challenge=1158201444`,
      ),
    ),
  },
  'receive-whatsapp': {
    'a text of somebody unknown': withWhatsapp((world) => tellMeta(world, textOf(world.unique(), 'Hola'))),
    'an opt-out': withWhatsapp((world) => tellMeta(world, textOf(world.unique(), 'STOP'))),
  },
  'get-recording': { '': recordingOf },
};
