import type { SQSRecord } from 'aws-lambda';
import { eachMessage } from '../../../shared/adapters/lambda/sources.ts';
import { handleWebhookMessage } from '../../../shared/webhooks/attempts/handle-webhook-message.ts';
import { webhookMessages } from '../../../shared/webhooks/attempts/webhook-message.ts';
import type { AttemptServices } from '../../../shared/webhooks/deliveries/attempt-services.ts';

/** What the deliverer does with the text of one message. */
export async function handleMessage(services: AttemptServices, text: string): Promise<void> {
  await handleWebhookMessage(services, webhookMessages.read(JSON.parse(text)));
}

/** What the deliverer does with a batch. Answers the ids of the messages that come again. */
export async function makeAttempts(
  services: AttemptServices,
  records: readonly Pick<SQSRecord, 'messageId' | 'body'>[],
): Promise<string[]> {
  const { batchItemFailures } = await eachMessage(webhookMessages, services).feed(
    (message, { log }) => handleWebhookMessage({ ...services, log }, message),
    { Records: records as SQSRecord[] },
    { requestId: 'batch', log: services.log, remaining: () => 30_000 },
  );
  return batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
}
