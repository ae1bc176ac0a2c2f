import type { SourceDeclaration } from '../assembly/declared.ts';
import type { LocalFunction } from '../functions/runtime.ts';
import type { LocalQueues, ReceivedMessage } from '../queues/fauxqs.ts';
import { failedItems } from './batch.ts';
import { createConcurrency } from './concurrency.ts';
import { createFilter } from './filter.ts';

/** Feeds a function from a queue or a stream until it is stopped. */
export interface Source {
  /** Takes nothing new; resolves when the work in progress is done. */
  stop(): Promise<void>;
}

/** SQS's longest poll. */
const POLL_SECONDS = 20;
const TROUBLE_MS = 1000;

/**
 * Feeds a function from a queue as Lambda's event source mapping does: what the function does not report as failed is
 * deleted, the rest stays hidden until its visibility timeout ends, and the queue's own redrive does the rest.
 * @param onFailure called for each invocation that threw
 */
export function startQueueSource(
  source: SourceDeclaration,
  queueName: string,
  queues: LocalQueues,
  lambda: LocalFunction,
  region: string,
  onFailure: (name: string, error: unknown) => void,
): Source {
  const batchSize = source.BatchSize ?? 10;
  const windowMs = source.MaximumBatchingWindowInSeconds * 1000;
  const passes = createFilter(source.FilterCriteria?.Filters.map(({ Pattern }) => Pattern) ?? []);
  const reportsItems = source.FunctionResponseTypes.includes('ReportBatchItemFailures');
  const concurrency = createConcurrency(source.ScalingConfig?.MaximumConcurrency);
  let stopping = false;

  const gather = async (): Promise<ReceivedMessage[]> => {
    const batch = await queues.receive(queueName, Math.min(10, batchSize), POLL_SECONDS);
    if (batch.length === 0 || windowMs === 0) return batch;
    const deadline = Date.now() + windowMs;
    while (batch.length < batchSize && Date.now() < deadline && !stopping) {
      const seconds = Math.ceil((deadline - Date.now()) / 1000);
      batch.push(...(await queues.receive(queueName, Math.min(10, batchSize - batch.length), seconds)));
    }
    return batch;
  };

  const deliver = async (received: ReceivedMessage[]): Promise<void> => {
    try {
      const records = received.map((message) => toRecord(message, source.sourceArn, region));
      const wanted = records.filter((record) => passes({ ...record, body: parsed(record.body) }));
      const unwanted = records.filter((record) => !wanted.includes(record));
      queues.remove(
        queueName,
        unwanted.map(({ receiptHandle }) => receiptHandle),
      );
      if (wanted.length === 0) return;
      const answer = await lambda.invoke({ Records: wanted });
      const ids = wanted.map(({ messageId }) => messageId);
      const failed = reportsItems ? failedItems(answer, ids) : new Set<string>();
      if (failed === 'all') return;
      const done = wanted.filter(({ messageId }) => !failed.has(messageId));
      queues.remove(
        queueName,
        done.map(({ receiptHandle }) => receiptHandle),
      );
    } catch (error) {
      onFailure(lambda.name, error);
    }
  };

  const loop = async (): Promise<void> => {
    while (!stopping) {
      try {
        const batch = await gather();
        if (batch.length === 0) continue;
        concurrency.begin(deliver(batch));
        await concurrency.room();
      } catch (error) {
        // Nothing else would read this queue any more.
        onFailure(`the queue ${queueName}`, error);
        await new Promise((resume) => setTimeout(resume, TROUBLE_MS));
      }
    }
  };
  const looping = loop();

  return {
    async stop() {
      stopping = true;
      queues.wake();
      await looping;
      await concurrency.ended();
    },
  };
}

/** Lambda's form of a received message. */
function toRecord(message: ReceivedMessage, eventSourceARN: string, awsRegion: string) {
  const attributes = Object.entries(message.MessageAttributes ?? {}).map(([name, value]) => [
    name,
    {
      stringValue: value.StringValue,
      binaryValue: value.BinaryValue,
      stringListValues: [],
      binaryListValues: [],
      dataType: value.DataType,
    },
  ]);
  return {
    messageId: message.MessageId,
    receiptHandle: message.ReceiptHandle,
    body: message.Body,
    attributes: message.Attributes ?? {},
    messageAttributes: Object.fromEntries(attributes) as object,
    md5OfBody: message.MD5OfBody,
    eventSource: 'aws:sqs',
    eventSourceARN,
    awsRegion,
  };
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
}
