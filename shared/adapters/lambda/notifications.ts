import type { SNSEvent } from 'aws-lambda';
import type { Invocation, WorkSource } from './worker.ts';

/** A message published on a topic. */
export interface Notification {
  subject: string | undefined;
  message: string;
}

type ForNotification = (notification: Notification, invocation: Invocation) => Promise<void>;

/** A topic: Lambda retries a failed notification twice. */
export const eachNotification: WorkSource<SNSEvent, void, ForNotification> = {
  async feed(work, { Records }, invocation) {
    for (const { Sns } of Records) {
      const log = invocation.log.with({ messageId: Sns.MessageId });
      await work({ subject: Sns.Subject || undefined, message: Sns.Message }, { ...invocation, log });
    }
  },
};
