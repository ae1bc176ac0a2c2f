import * as z from 'zod';
import type { QueueName } from './queues.ts';

/** A message that a newer release wrote: this release does not know its kind. */
export class NewerMessage extends Error {
  constructor(queue: QueueName) {
    super(`The ${queue} queue carries no such kind of message yet`);
    this.name = 'NewerMessage';
  }
}

/** Not a message of the queue in any release. */
export class UnreadableMessage extends Error {
  constructor(queue: QueueName, fields: readonly string[]) {
    super(`Not a message of the ${queue} queue: ${fields.join(', ')}`);
    this.name = 'UnreadableMessage';
  }
}

/** The messages of one queue. */
export interface Carries<Message> {
  queue: QueueName;
  /** @throws NewerMessage, UnreadableMessage */
  read(body: unknown): Message;
}

/** Defined once for each queue, next to what its messages are about. */
export function carries<Schema extends z.ZodType>(
  queue: QueueName,
  schema: Schema,
): Carries<z.output<Schema>> {
  return {
    queue,
    read(body) {
      const { success, error } = schema.safeParse(body);
      // The body as received: fields that a newer release added must survive when the message is sent on.
      if (success) return body as z.output<Schema>;
      const fields = error.issues.flatMap(wrongFields);
      if (fields.includes('kind') && namesItsKind(body)) throw new NewerMessage(queue);
      throw new UnreadableMessage(queue, [...new Set(fields)].slice(0, 5));
    },
  };
}

/** For a union, the issues of all its variants. */
const wrongFields = (issue: z.core.$ZodIssue): string[] =>
  issue.code === 'invalid_union' && issue.errors.length > 0
    ? issue.errors.flat().flatMap(wrongFields)
    : [issue.path.join('.')];

const namesItsKind = (body: unknown): boolean =>
  typeof (body as { kind?: unknown } | null)?.kind === 'string';

/** For a queue whose messages are all of one kind: a newer release that adds another kind will name it. */
export const oneKind = { kind: z.never().exactOptional() };

/** The scope of a message: the tenant, and its mode. */
export const scoped = { tenantId: z.string(), mode: z.enum(['live', 'test']) };

/** ISO 8601. */
export const Instant = z.string().refine((text) => !Number.isNaN(Date.parse(text)), 'must be an instant');
