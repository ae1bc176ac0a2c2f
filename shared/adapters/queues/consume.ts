import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import type { Logger } from '../logging/logger.ts';

/**
 * A queue's consumer: handles a batch's messages side by side and reports those that threw, so that only they come
 * again (Lambda, partial batch responses). What a handler returns from is done, and its message is deleted.
 */
export function consume(
  log: Logger,
  handle: (body: unknown, record: SQSRecord) => Promise<void>,
): (event: SQSEvent) => Promise<SQSBatchResponse> {
  return async ({ Records }) => {
    const results = await Promise.allSettled(
      Records.map(async (record) => handle(JSON.parse(record.body) as unknown, record)),
    );
    const batchItemFailures = results.flatMap((result, index) => {
      const messageId = Records[index]?.messageId;
      if (result.status === 'fulfilled' || messageId === undefined) return [];
      log.error('A message could not be handled and will be retried', { messageId, error: result.reason });
      return [{ itemIdentifier: messageId }];
    });
    return { batchItemFailures };
  };
}
