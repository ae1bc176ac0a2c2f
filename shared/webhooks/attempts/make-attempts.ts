import type { SQSRecord } from 'aws-lambda';
import { parseAttemptMessage } from '../deliveries/attempt-message.ts';
import type { AttemptServices } from '../deliveries/attempt-services.ts';
import { serveLine } from '../turns/line.ts';
import { isLineMessage } from '../turns/line-message.ts';
import { makeAttempt } from './make-attempt.ts';

/**
 * Makes the attempts of a batch at the same time: one that hangs holds up no other.
 * @returns the ids of the messages that must come again, for a fault of ours; a receiver's failure is none
 */
export async function makeAttempts(
  services: AttemptServices,
  records: readonly Pick<SQSRecord, 'messageId' | 'body'>[],
): Promise<string[]> {
  const failures = await Promise.all(
    records.map(async ({ messageId, body }) => {
      try {
        await handleMessage(services, body);
        return [];
      } catch (error) {
        services.log.error('A webhook attempt failed on our side', { messageId, error });
        return [messageId];
      }
    }),
  );
  return failures.flat();
}

/** Does what a message of the webhooks queue asks for. @throws SyntaxError | TypeError when it is no message of ours */
export async function handleMessage(services: AttemptServices, body: string): Promise<void> {
  const message: unknown = JSON.parse(body);
  if (isLineMessage(message) && !('deliveryId' in message)) return serveLine(services, message);
  return makeAttempt(services, parseAttemptMessage(body));
}
