import * as z from 'zod';
import { declare } from '../../../../shared/http/declaration.ts';
import { Cursor, pageLimit } from '../../../../shared/http/list-page.ts';
import { DateOrTime } from '../../../../shared/http/requests/date-or-time.ts';
import { webhookNames } from '../../../../shared/webhooks/kinds/catalogue.ts';
import { recoverableStatuses } from '../../../../shared/webhooks/recovery/recovery.ts';
import { SINCE, timeRange } from '../../fields/time-range.ts';
import { RecoveryView } from './webhook-recovery-views.ts';

const RecoveryPath = z.object({ id: z.string().max(100).describe('whr_…') });

const dialect = 'platform';
const audience = 'key';

const started = { 202: { description: 'The recovery has started', schema: RecoveryView } };

export const createWebhookRecoveryRoute = declare({
  name: 'create-webhook-recovery',
  dialect,
  method: 'POST',
  path: '/platform/v1/webhook-recoveries',
  summary:
    'Resends what an endpoint missed, under the same ids, oldest first and without a limit; with the status succeeded it is a replay. A dry run only counts',
  description: 'Sends at most 100 per second.',
  audience,
  table: 'write',
  body: z.strictObject({
    endpointId: z.string().min(1).max(100),
    ...timeRange,
    events: z.array(z.enum(webhookNames)).min(1).max(20).optional().describe('All by default'),
    statuses: z.array(z.enum(recoverableStatuses)).min(1).max(10).default(['failed', 'held']),
    orderId: z.string().min(1).max(100).optional(),
    dryRun: z.boolean().default(false),
  }),
  bodyExample: { endpointId: 'whe_01kandk9hsy3rrfqq9xsnx7n6e', since: '2026-11-22T15:00:00Z', dryRun: true },
  answers: started,
  refuses: ['not_found', 'webhook_endpoint_disabled'],
});

export const recoverWebhookEndpointRoute = declare({
  name: 'recover-webhook-endpoint',
  dialect,
  method: 'POST',
  path: '/platform/v1/webhook-endpoints/{id}/recover',
  summary: 'Resends everything that failed or was held since a given time',
  description: 'The short form of `create-webhook-recovery`, for one endpoint after an outage.',
  audience,
  table: 'write',
  params: z.object({ id: z.string().max(100).describe('whe_…') }),
  body: z.strictObject({ ...timeRange, since: DateOrTime.describe(SINCE) }),
  bodyExample: { since: '2026-11-22T15:00:00Z' },
  answers: started,
  refuses: ['webhook_endpoint_disabled'],
});

export const listWebhookRecoveriesRoute = declare({
  name: 'list-webhook-recoveries',
  dialect,
  method: 'GET',
  path: '/platform/v1/webhook-recoveries',
  summary: 'Lists recoveries of the last 90 days, newest first',
  description: 'Includes finished ones, with their results.',
  audience,
  table: 'read',
  partitions: ['RECOVERIES#'],
  query: z.object({ limit: pageLimit, cursor: Cursor.optional() }),
  answers: {
    200: {
      description: 'A page',
      schema: z.object({
        recoveries: z.array(RecoveryView),
        nextCursor: z.string().nullable().describe('null on the last page'),
      }),
    },
  },
});

export const getWebhookRecoveryRoute = declare({
  name: 'get-webhook-recovery',
  dialect,
  method: 'GET',
  path: '/platform/v1/webhook-recoveries/{id}',
  summary: 'Returns a recovery and its progress',
  description: '`progress` is between 0 and 1.',
  audience,
  table: 'read',
  partitions: ['RECOVERIES#'],
  params: RecoveryPath,
  answers: { 200: { description: 'The recovery', schema: RecoveryView } },
});

export const cancelWebhookRecoveryRoute = declare({
  name: 'cancel-webhook-recovery',
  dialect,
  method: 'POST',
  path: '/platform/v1/webhook-recoveries/{id}/cancel',
  summary: 'Cancels a recovery after its current page of 100, which still counts',
  description: 'Deliveries that were already sent are not affected.',
  audience,
  table: 'write',
  partitions: ['RECOVERIES#'],
  params: RecoveryPath,
  answers: { 200: { description: 'The recovery, cancelled', schema: RecoveryView } },
  refuses: ['webhook_recovery_finished'],
});

export const webhookRecoveryRoutes = [
  createWebhookRecoveryRoute,
  recoverWebhookEndpointRoute,
  listWebhookRecoveriesRoute,
  getWebhookRecoveryRoute,
  cancelWebhookRecoveryRoute,
];
