import {
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  type S3Client,
} from '@aws-sdk/client-s3';
import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import * as z from 'zod';
import type { ParkedItem } from './parked.ts';
import { requireValue, type SharedValues } from './stage-resources.ts';

/** Lambda's record of a batch that it gave up on (AWS Lambda, "Retaining discarded batches", destination S3). */
const FailedBatch = z.object({
  requestContext: z.object({ condition: z.string() }).loose(),
  timestamp: z.string(),
  payload: z.union([z.string().transform((text) => JSON.parse(text) as unknown), z.unknown()]),
});

interface Session {
  s3: S3Client;
  sqs: SQSClient;
  values: SharedValues;
  tell(found: ParkedItem, isSent: boolean): void;
  replay: boolean;
  now: Date;
}

/** Lists the batches of the table's stream that were given up on, and has their records relayed again if asked to. */
export async function handleFailedBatches(session: Session): Promise<{ listed: number; sent: number }> {
  const { s3, values, tell, replay } = session;
  const Bucket = requireValue(values, 'failed-batches-bucket');
  let listed = 0;
  let sent = 0;
  let ContinuationToken: string | undefined;
  do {
    const page = await s3.send(new ListObjectsV2Command({ Bucket, ContinuationToken }));
    for (const { Key } of page.Contents ?? []) {
      const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
      const { requestContext, timestamp, payload } = FailedBatch.parse(
        JSON.parse((await Body?.transformToString()) ?? ''),
      );
      const { Records } = payload as DynamoDBStreamEvent;
      if (replay) {
        await relayAgain(session, Records);
        await s3.send(new DeleteObjectCommand({ Bucket, Key }));
        sent++;
      }
      listed++;
      const what = `${Records.length} ${Records.length === 1 ? 'event' : 'events'}`;
      tell(
        {
          where: 'failed batches',
          since: timestamp,
          what,
          orderId: undefined,
          reason: requestContext.condition,
        },
        replay,
      );
    }
    ContinuationToken = page.NextContinuationToken;
  } while (ContinuationToken !== undefined);
  return { listed, sent };
}

/** Through the queue `later`, whose worker relays them as the stream's worker does. Repeats are harmless. */
async function relayAgain({ sqs, values, now }: Session, records: readonly DynamoDBRecord[]): Promise<void> {
  const QueueUrl = requireValue(values, 'later-queue-url');
  for (const record of records) {
    const MessageBody = JSON.stringify({ record, since: now.toISOString() });
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody }));
  }
}
