import { request } from '../../infra/request.ts';
import type { SpawnedHost } from '../support/host.ts';

/** What people do with queues, past the faults. */
export interface QueueDesk {
  /** Makes a message that its worker died on come again a little after that worker could have lived. */
  shortenVisibility(): Promise<void>;
  /**
   * Messages that a queue holds, waiting, delayed and in hand, by the variable that tells functions its URL:
   * `WEBHOOKS_QUEUE_URL`. Those of calls stay for a quarter of an hour, to see whether a call was reported.
   */
  depth(variable: string): Promise<number>;
  /** Puts dead letters back to where they came from. Answers how many. */
  redrive(): Promise<number>;
}

/** No invocation of a worker that has a queue lives longer than 30 s. */
const VISIBILITY_SECONDS = '40';

export function createQueueDesk(given: SpawnedHost | (() => SpawnedHost)): QueueDesk {
  const host = () => (typeof given === 'function' ? given() : given);
  const call = async <Answer>(operation: string, input: object): Promise<Answer> => {
    const answer = await request(host().endpoints.sqs, {
      method: 'POST',
      headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': `AmazonSQS.${operation}` },
      body: JSON.stringify(input),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${operation}: ${answer.status} ${text}`);
    return (text === '' ? undefined : JSON.parse(text)) as Answer;
  };
  const attributesOf = async (QueueUrl: string) =>
    (
      await call<{ Attributes: Record<string, string> }>('GetQueueAttributes', {
        QueueUrl,
        AttributeNames: ['All'],
      })
    ).Attributes;
  const depthOf = async (QueueUrl: string): Promise<number> => {
    const attributes = await attributesOf(QueueUrl);
    return ['', 'Delayed', 'NotVisible']
      .map((kind) => Number(attributes[`ApproximateNumberOfMessages${kind}`] ?? 0))
      .reduce((sum, count) => sum + count, 0);
  };
  const all = async () =>
    Promise.all(
      Object.values(host().queueUrls).map(async (url) => ({ url, attributes: await attributesOf(url) })),
    );
  /** Work queues are those that have somewhere to put their dead letters. */
  const work = async () => (await all()).filter(({ attributes }) => 'RedrivePolicy' in attributes);
  const deadLettersOf = async () =>
    (await work()).map(({ url, attributes }) => {
      const { deadLetterTargetArn } = JSON.parse(attributes.RedrivePolicy ?? '{}') as {
        deadLetterTargetArn: string;
      };
      return {
        from: `${new URL(url).origin}/${deadLetterTargetArn.split(':').slice(-2).join('/')}`,
        to: url,
      };
    });
  return {
    async shortenVisibility() {
      const Attributes = { VisibilityTimeout: VISIBILITY_SECONDS };
      for (const { url } of await work()) await call('SetQueueAttributes', { QueueUrl: url, Attributes });
    },
    async depth(variable) {
      const url = host().environment[variable];
      if (url === undefined) throw new Error(`No function is told a ${variable}`);
      return depthOf(url);
    },
    async redrive() {
      let moved = 0;
      for (const { from, to } of await deadLettersOf()) {
        for (let left = await depthOf(from); left > 0; ) {
          const asked = { QueueUrl: from, MaxNumberOfMessages: 10 };
          const { Messages = [] } = await call<{
            Messages?: { Body: string; ReceiptHandle: string }[];
          }>('ReceiveMessage', asked);
          if (Messages.length === 0) break;
          for (const { Body, ReceiptHandle } of Messages) {
            await call('SendMessage', { QueueUrl: to, MessageBody: Body });
            await call('DeleteMessage', { QueueUrl: from, ReceiptHandle });
            moved++;
            left--;
          }
        }
      }
      return moved;
    },
  };
}
