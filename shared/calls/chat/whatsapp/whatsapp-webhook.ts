import * as z from 'zod';
import { plainText } from '../../../base/text/text.ts';
import { plainAnswer } from '../../answers/plain-answer.ts';
import type { CallReference } from '../../telephony/port/reference.ts';
import type { ChatAnswer, ChatUpdate } from '../port/chat-update.ts';
import { failureOfStatus } from './whatsapp-errors.ts';
import { buttonPressed, chatReferenceIn } from './whatsapp-reference.ts';

/** Meta's update about one chat message, and everything by which the message can be found. */
export interface ReportedUpdate {
  /** Our own reference, as a button or a status brings it back. */
  reference: CallReference | undefined;
  /** Meta's id of the message that it is about; a typed text names none. */
  messageId: string | undefined;
  /** The customer's phone, E.164; missing of customers with user names. */
  phone: string | undefined;
  update: ChatUpdate;
}

const text = z.string().max(10_000).optional().catch(undefined);

/** Lists without their malformed entries: the others count. */
const list = <T extends z.ZodType>(of: T) =>
  z
    .array(z.unknown())
    .catch([])
    .transform((all) =>
      all.flatMap((element) => {
        const parsed = of.safeParse(element);
        return parsed.success ? [parsed.data] : [];
      }),
    );

const optional = <T extends z.ZodObject>(of: T) => of.optional().catch(undefined);

const Message = z.object({
  id: z.string().min(1).max(500),
  from: text,
  type: text,
  context: optional(z.object({ id: text })),
  button: optional(z.object({ payload: text, text })),
  interactive: optional(z.object({ button_reply: optional(z.object({ id: text, title: text })) })),
  text: optional(z.object({ body: text })),
});

const Status = z.object({
  id: z.string().min(1).max(500),
  status: z.enum(['sent', 'delivered', 'read', 'failed']),
  recipient_id: text,
  biz_opaque_callback_data: text,
  errors: list(z.object({ code: z.unknown() })),
});

const Body = z.object({
  entry: list(
    z.object({
      changes: list(
        z.object({
          value: z.object({
            metadata: optional(z.object({ phone_number_id: text })),
            messages: list(Message),
            statuses: list(Status),
          }),
        }),
      ),
    }),
  ),
});

/**
 * Reads the updates in one request from Meta, which may be about several chat messages. What is about other numbers of the
 * same app, or malformed, is left out: refusing it would make Meta send it again for days.
 * https://developers.facebook.com/docs/whatsapp/cloud-api/webhooks/payload-examples
 */
export function updatesIn(body: unknown, tenantId: string, phoneNumberId: string): ReportedUpdate[] {
  const { data } = Body.safeParse(body);
  const values = (data?.entry ?? []).flatMap(({ changes }) => changes.map(({ value }) => value));
  return values
    .filter(({ metadata }) => (metadata?.phone_number_id ?? phoneNumberId) === phoneNumberId)
    .flatMap(({ statuses, messages }) => [
      ...statuses.map((status) => ofStatus(status, tenantId)),
      ...messages.flatMap((message) => ofMessage(message, tenantId) ?? []),
    ]);
}

function ofStatus(report: z.output<typeof Status>, tenantId: string): ReportedUpdate {
  const { id: messageId, status, recipient_id: recipient, errors } = report;
  return {
    reference: chatReferenceIn(report.biz_opaque_callback_data ?? '', tenantId),
    messageId,
    phone: phoneOf(recipient),
    update: { messageId, status, ...(status === 'failed' && { failure: failureOfStatus(errors[0]?.code) }) },
  };
}

function ofMessage(message: z.output<typeof Message>, tenantId: string): ReportedUpdate | undefined {
  const reply = replyIn(message, tenantId);
  const messageId = message.context?.id;
  return (
    reply && {
      reference: reply.reference,
      messageId,
      phone: phoneOf(message.from),
      update: { ...(messageId && { messageId }), answer: { id: message.id, ...reply.answer } },
    }
  );
}

interface Reply {
  reference?: CallReference | undefined;
  answer: Omit<ChatAnswer, 'id'>;
}

/** Says nothing about an order: a reaction to a picture, a new phone number, a deleted message. */
const IGNORED_TYPES: readonly (string | undefined)[] = [
  undefined,
  ...['reaction', 'system', 'unsupported', 'unknown', 'revoke', 'request_welcome'],
];

function replyIn({ type, button, interactive, text: typed }: z.output<typeof Message>, tenantId: string) {
  if (button) return pressed(button.payload, button.text, tenantId);
  const reply = interactive?.button_reply;
  if (reply) return pressed(reply.id, reply.title, tenantId);
  if (typed?.body !== undefined) return { answer: typedAnswer(typed.body) };
  // A picture or a voice message: a person has to look at it.
  return IGNORED_TYPES.includes(type) ? undefined : { answer: note(`[${type}]`) };
}

function pressed(payload = '', title = '', tenantId: string): Reply {
  const known = buttonPressed(payload, tenantId);
  const text = shortened(title || payload);
  if (known) return { reference: known.reference, answer: { meaning: known.button, text, isTyped: false } };
  const meaning = plainAnswer(title) ?? plainAnswer(payload);
  return { answer: meaning === undefined ? note(text) : { meaning, text, isTyped: false } };
}

/** Characters of an answer that are kept. */
const MAX_ANSWER_LENGTH = 1000;

const shortened = (reply: string): string =>
  plainText(reply).trim().slice(0, MAX_ANSWER_LENGTH).toWellFormed();

const note = (reply: string) => ({ meaning: 'note' as const, text: shortened(reply), isTyped: true });

const THUMBS_UP = /^(?:\s|[👍👌✅]|\p{EMod}|\uFE0F)+$/u;

function typedAnswer(body: string): Reply['answer'] {
  const meaning = THUMBS_UP.test(body) && body.trim() !== '' ? 'yes' : plainAnswer(body);
  return meaning === undefined ? note(body) : { meaning, text: shortened(body), isTyped: true };
}

/** Meta writes numbers without the plus. */
const phoneOf = (waId: string | undefined): string | undefined =>
  waId !== undefined && /^\+?\d{6,15}$/.test(waId) ? `+${waId.replace('+', '')}` : undefined;
