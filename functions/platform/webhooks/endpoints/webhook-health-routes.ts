import * as z from 'zod';
import { declare } from '../../../../shared/http/declaration.ts';
import { disabledReasons } from '../../../../shared/webhooks/endpoints/endpoint.ts';

const instant = z.iso.datetime();
const Count = z.int();
const P95 = z
  .int()
  .nullable()
  .describe(
    'Milliseconds that 95 % of the attempts took at most, in steps of 50, 100, 200, … 12,800; null without any',
  );
const Rate = z.number().nullable().describe('From 0 to 1; null without attempts');

export const getWebhookHealthRoute = declare({
  name: 'get-webhook-health',
  dialect: 'platform',
  method: 'GET',
  path: '/platform/v1/webhook-endpoints/{id}/health',
  summary: "How an endpoint's receiver does: attempts of the last day by the hour, and what it did not get",
  description:
    'Attempts are counted batch by batch, beside the deliveries: a count may miss a few when a worker dies. What waits, is failing, failed or is held is counted up to 100.',
  audience: 'key',
  stack: 'console',
  table: 'read',
  partitions: ['ENDPOINTS#', 'HEALTH#', 'DELIVERIES#', 'DELIVERY#', 'UNDELIVERED#', 'FAILING#'],
  params: z.object({ id: z.string().max(100).describe('whe_…') }),
  answers: {
    200: {
      description: 'Its health',
      schema: z.object({
        id: z.string(),
        enabled: z.boolean(),
        disabledReason: z.enum(disabledReasons).nullable(),
        failingSince: instant.nullable().describe('The first failure since the last success'),
        lastSuccessAt: instant.nullable().describe('Of the last day'),
        attempts: Count.describe('Of the last day'),
        successRate: Rate,
        p95Ms: P95,
        hours: z
          .array(z.object({ from: instant, succeeded: Count, failed: Count, successRate: Rate, p95Ms: P95 }))
          .describe('24 of them, oldest first, the running hour last'),
        waiting: Count.describe(
          'Of its latest 100 deliveries, those that have an attempt ahead and are not failing',
        ),
        failing: Count.describe('Deliveries that failed and will be tried again, up to 100'),
        failed: Count.describe('Deliveries that were given up, up to 100'),
        held: Count.describe('Deliveries that are kept while it is disabled, up to 100'),
      }),
    },
  },
});

export const webhookHealthRoutes = [getWebhookHealthRoute];
