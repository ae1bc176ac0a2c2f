import { createHmac, randomBytes, randomInt } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * Meta's Cloud API of messages and its webhooks, as documented: bearer tokens, templates whose variables are checked, errors
 * with codes, and signatures with the app's secret over the exact body.
 * https://developers.facebook.com/docs/whatsapp/cloud-api
 */
export interface FakeWhatsApp {
  url: string;
  number: {
    phoneNumberId: string;
    accessToken: string;
    appSecret: string;
    verifyToken: string;
    template: { name: string; language: string };
  };
  /** Every message that was taken, oldest first. */
  messages: FakeMessage[];
  /** What becomes of the next requests: an error instead of a message, or a message whose answer is lost. */
  failures: Failure[];
  /** Reports to the application what happens to a message, in one request. */
  report(message: FakeMessage, ...updates: MessageUpdate[]): Promise<void>;
  /** Reports several things about several messages in one request. */
  reportAll(told: readonly (readonly [FakeMessage, MessageUpdate])[]): Promise<void>;
  stop(): Promise<void>;
}

export type Failure =
  | { status: number; code?: number }
  /** Taken or not, the connection breaks off without an answer. */
  | { lost: 'before' | 'after' };

export interface FakeMessage {
  id: string;
  /** Of the phone, without the plus. */
  to: string;
  variables: string[];
  /** What the buttons bring back, in their order. */
  payloads: string[];
  data: string | undefined;
}

/** What becomes of a message. */
export type MessageUpdate =
  | 'sent'
  | 'delivered'
  | 'read'
  | { fails: number }
  /** A button of the template, by its place; `withoutFrom` as of customers with user names. */
  | { press: 0 | 1 | 2; withoutFrom?: true; id?: string }
  /** The same as the reply to an interactive message. */
  | { reply: 0 | 1 | 2 }
  | { text: string; id?: string; quotes?: true }
  | { media: string };

/** One request of Meta's to the application. */
export interface Callback {
  headers: Record<string, string>;
  body: string;
}

export interface FakeOptions {
  clock?: () => Date;
  /** Brings a callback to the application. */
  deliver: (callback: Callback) => Promise<unknown>;
  /** How often each request comes; 0 when it is lost. */
  copies?: (callback: Callback) => number;
  /** Whether reports on a message echo the data that was sent with it, as Meta’s do. */
  echoes?: boolean;
  onSaid?: (who: 'shop' | 'customer' | 'phone', text: string) => void;
}

const labels = ['Confirmar', 'Cancelar', 'Algo está mal'];
const hex = (bytes: number) => randomBytes(bytes).toString('hex');

export async function startFakeWhatsApp(options: FakeOptions): Promise<FakeWhatsApp> {
  const { clock = () => new Date(), deliver, copies = () => 1, echoes = true, onSaid = () => {} } = options;
  const number = {
    phoneNumberId: String(randomInt(1e13, 9e13)),
    accessToken: `EAA${hex(20)}`,
    appSecret: hex(16),
    verifyToken: hex(8),
    template: { name: 'confirm_order', language: 'es_CO' },
  };
  const messages: FakeMessage[] = [];
  const failures: Failure[] = [];
  const server = createServer((request, response) => void serve(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = Buffer.concat(await request.toArray()).toString();
    const json = (status: number, value: unknown) => {
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(value));
    };
    const error = (status: number, code: number) =>
      json(status, { error: { message: `(#${code}) No`, type: 'OAuthException', code, fbtrace_id: hex(6) } });
    if (request.headers.authorization !== `Bearer ${number.accessToken}`) return error(401, 190);
    if (!new RegExp(`^/v\\d+\\.\\d/${number.phoneNumberId}/messages$`).test(request.url ?? ''))
      return error(400, 100);
    const failure = failures.shift();
    if (failure && 'status' in failure) {
      if (failure.code !== undefined) return error(failure.status, failure.code);
      return void response.writeHead(failure.status).end('<html>Sorry</html>');
    }
    if (failure?.lost === 'before') return void request.socket.destroy();
    const sent = JSON.parse(body) as SentTemplate;
    const code = faultIn(sent, number.template);
    if (code !== undefined) return error(400, code);
    const [text, ...buttons] = sent.template.components;
    const message: FakeMessage = {
      id: `wamid.${randomBytes(24).toString('base64')}`,
      to: sent.to,
      variables: (text?.parameters ?? []).map((one) => String(one.text)),
      payloads: buttons.map(({ parameters }) => String(parameters[0]?.payload)),
      data: sent.biz_opaque_callback_data,
    };
    messages.push(message);
    onSaid('shop', message.variables.join(' · '));
    if (failure?.lost === 'after') return void request.socket.destroy();
    json(200, {
      messaging_product: 'whatsapp',
      contacts: [{ input: sent.to, wa_id: sent.to }],
      messages: [{ id: message.id, message_status: 'accepted' }],
    });
  }

  const seconds = () => String(Math.floor(clock().getTime() / 1000));

  function statusOf(message: FakeMessage, update: MessageUpdate): object | undefined {
    const fails = typeof update === 'object' && 'fails' in update ? update.fails : undefined;
    if (typeof update !== 'string' && fails === undefined) return undefined;
    return {
      id: message.id,
      status: typeof update === 'string' ? update : 'failed',
      timestamp: seconds(),
      recipient_id: message.to,
      ...(echoes && message.data !== undefined && { biz_opaque_callback_data: message.data }),
      ...(fails !== undefined && { errors: [{ code: fails, title: 'Message undeliverable' }] }),
    };
  }

  function messageOf({ id, to, payloads }: FakeMessage, update: MessageUpdate): object | undefined {
    if (typeof update === 'string' || 'fails' in update) return undefined;
    const own = 'id' in update && update.id ? update.id : `wamid.${hex(16)}`;
    const from = 'withoutFrom' in update ? {} : { from: to };
    const base = { ...from, id: own, timestamp: seconds() };
    const context = { from: '15550001111', id };
    if ('press' in update) {
      const button = { payload: payloads[update.press], text: labels[update.press] };
      return { ...base, context, type: 'button', button };
    }
    if ('reply' in update) {
      const reply = { id: payloads[update.reply], title: labels[update.reply] };
      return {
        ...base,
        context,
        type: 'interactive',
        interactive: { type: 'button_reply', button_reply: reply },
      };
    }
    if ('media' in update)
      return { ...base, type: update.media, [update.media]: { id: hex(8), mime_type: 'audio/ogg' } };
    return { ...base, ...(update.quotes && { context }), type: 'text', text: { body: update.text } };
  }

  async function reportAll(reported: readonly (readonly [FakeMessage, MessageUpdate])[]): Promise<void> {
    const metadata = { display_phone_number: '15550001111', phone_number_id: number.phoneNumberId };
    const values = reported.map(([message, update]) => {
      const [status, answer] = [statusOf(message, update), messageOf(message, update)];
      onSaid(status ? 'phone' : 'customer', saidBy(update));
      return {
        ...{ messaging_product: 'whatsapp', metadata },
        ...(status && { statuses: [status] }),
        ...(answer && { contacts: [{ profile: { name: 'Ana' }, wa_id: message.to }], messages: [answer] }),
      };
    });
    const changes = values.map((value) => ({ field: 'messages', value }));
    const body = JSON.stringify({
      object: 'whatsapp_business_account',
      entry: changes.map((change) => ({ id: '102290129340398', changes: [change] })),
    });
    const callback = {
      headers: {
        'content-type': 'application/json',
        'x-hub-signature-256': signatureOf(number.appSecret, body),
      },
      body,
    };
    for (let copy = 0; copy < copies(callback); copy++) await deliver(callback);
  }

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    number,
    messages,
    failures,
    reportAll,
    report: (message, ...updates) => reportAll(updates.map((one) => [message, one] as const)),
    stop: () => new Promise((resolve) => void server.close(() => resolve())),
  };
}

export const signatureOf = (appSecret: string, body: string): string =>
  `sha256=${createHmac('sha256', appSecret).update(body).digest('hex')}`;

interface SentTemplate {
  messaging_product: string;
  to: string;
  type: string;
  template: {
    name: string;
    language: { code: string };
    components: {
      type: string;
      sub_type?: string;
      index?: string;
      parameters: { type: string; text?: string; payload?: string }[];
    }[];
  };
  biz_opaque_callback_data?: string;
}

/** Words of the approved template besides its variables. */
const TEMPLATE_WORDS = 160;

/** The code of what Meta refuses about a template message. */
function faultIn(sent: SentTemplate, approved: FakeWhatsApp['number']['template']): number | undefined {
  const { messaging_product: product, to, type, template, biz_opaque_callback_data: data = '' } = sent;
  if (product !== 'whatsapp' || type !== 'template' || !/^\d{6,15}$/.test(to)) return 100;
  if (data.length > 512) return 100;
  if (template.name !== approved.name || template.language.code !== approved.language) return 132001;
  const [body, ...buttons] = template.components;
  if (body?.type !== 'body' || body.parameters.length !== 5) return 132000;
  const texts = body.parameters.map(({ text = '' }) => text);
  if (texts.some((text) => text === '' || /[\n\t]| {4}/.test(text))) return 132012;
  if (texts.join('').length + TEMPLATE_WORDS > 1024) return 132005;
  const isRight = buttons.every(
    ({ type: kind, sub_type, index, parameters: [parameter] }, place) =>
      kind === 'button' &&
      sub_type === 'quick_reply' &&
      index === String(place) &&
      parameter?.type === 'payload' &&
      (parameter.payload?.length ?? 999) <= 128,
  );
  return isRight && buttons.length === 3 ? undefined : 132012;
}

function saidBy(update: MessageUpdate): string {
  if (typeof update === 'string') return update;
  if ('fails' in update) return `failed (${update.fails})`;
  if ('press' in update) return `[${labels[update.press]}]`;
  if ('reply' in update) return `[${labels[update.reply]}]`;
  return 'text' in update ? update.text : `[${update.media}]`;
}
