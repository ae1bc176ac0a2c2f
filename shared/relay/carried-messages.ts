import { bulkMessages } from '../actions/bulk-job.ts';
import type { Carries } from '../adapters/queues/carries.ts';
import type { WorkQueueName } from '../adapters/queues/queues.ts';
import { callMessages } from '../calls/queue/messages.ts';
import { bookingMessages } from '../deliveries/dispatch/booking-message.ts';
import { searchMessages } from '../orders/search/search-message.ts';
import { exportMessages } from '../reports/exports/export-job.ts';
import { webhookMessages } from '../webhooks/attempts/webhook-message.ts';
import { recoveryMessages } from '../webhooks/recovery/recovery-message.ts';

/** What each queue of work carries. */
export const carriedMessages: Record<WorkQueueName, Carries<unknown>> = {
  calls: callMessages,
  webhooks: webhookMessages,
  recoveries: recoveryMessages,
  exports: exportMessages,
  bookings: bookingMessages,
  bulk: bulkMessages,
  search: searchMessages,
};
