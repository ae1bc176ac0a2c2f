import * as z from 'zod';
import { declare } from '../../../shared/http/declaration.ts';
import { orderStages } from '../../../shared/orders/rows/order-filter.ts';
import { cashStates } from '../../../shared/reports/summary/sum-backlog.ts';
import { disabledReasons } from '../../../shared/webhooks/endpoints/endpoint.ts';
import { commaSeparated } from '../fields/order-query.ts';

const dialect = 'platform';
const audience = 'key';
const stack = 'console';
const instant = z.iso.datetime();
const Count = z.int();
const Rate = z.number().nullable().describe('From 0 to 1; null when nothing was decided');

const CashView = z.object({
  currency: z.string(),
  state: z
    .enum(cashStates)
    .describe(
      'to_collect: of confirmed orders that are not delivered; owed: of delivered ones that are not paid',
    ),
  orders: Count,
  amount: z.number().describe('Major units'),
  ages: z
    .array(
      z.object({
        fromDays: Count.describe('Whole days since the order was created'),
        toDays: Count.nullable().describe('Below; null for no limit'),
        orders: Count,
        amount: z.number(),
      }),
    )
    .describe('Youngest first'),
});

const summaryParts = ['day', 'attention', 'cash'] as const;

export const getSummaryRoute = declare({
  name: 'get-summary',
  dialect,
  method: 'GET',
  path: '/platform/v1/summary',
  summary: 'A day as a funnel, open work, and where the cash is',
  description:
    "The day's numbers are about orders that were created on it, by where they are now; what needs somebody and the cash are about orders of the 90 days before now.",
  audience,
  stack,
  table: 'read',
  partitions: ['SEARCH#', 'ENDPOINTS#'],
  countsParked: true,
  query: z.object({
    day: z.iso.date().optional().describe("2026-11-22, by the tenant's clock; today when not given"),
    parts: commaSeparated(summaryParts)
      .optional()
      .describe('Any of day, attention and cash, with commas between them; all by default'),
  }),
  answers: {
    200: {
      description: 'The summary',
      schema: z.object({
        day: z.iso.date(),
        from: instant.describe('The first instant of the day'),
        to: instant.describe('The first instant after it'),
        orders: Count.optional().describe('Created on the day'),
        funnel: z
          .object(Object.fromEntries(orderStages.map((stage) => [stage, Count])) as StageCounts)
          .optional()
          .describe('Each order of the day is in one stage; the list of orders finds them by `stage`'),
        confirmationRate: Rate.optional(),
        hours: z
          .array(z.object({ orders: Count, confirmed: Count }))
          .optional()
          .describe('By the hour of creation, from the first of the day on'),
        lastWeek: z
          .object({
            day: z.iso.date(),
            orders: Count,
            confirmationRate: Rate,
            hours: z.array(z.object({ orders: Count, confirmed: Count })),
          })
          .optional()
          .describe('The same of the day a week before'),
        attention: z
          .object({
            needsReview: Count,
            notReached: Count,
            bookingFailed: Count.describe('Confirmed orders that could not be booked'),
            callsWaiting: Count.describe('Orders whose next call waits for its time'),
            nextCallAt: instant.nullable(),
            endpoints: z
              .array(
                z.object({
                  id: z.string(),
                  url: z.string(),
                  enabled: z.boolean(),
                  disabledReason: z.enum(disabledReasons).nullable(),
                  failingSince: instant.nullable(),
                }),
              )
              .describe('Webhook endpoints that fail or are disabled'),
            parked: Count.nullable().describe(
              'Roughly how much work of the whole installation only people can repair: parked, or without retries left; null when unknown',
            ),
          })
          .optional(),
        cash: z.array(CashView).optional().describe('By currency and state'),
      }),
    },
  },
});

type StageCounts = Record<(typeof orderStages)[number], z.ZodInt>;

export const getCashRoute = declare({
  name: 'get-cash',
  dialect,
  method: 'GET',
  path: '/platform/v1/cash',
  summary: 'The cash of orders on delivery, by state and age',
  description: 'Of orders that were created in the days before now.',
  audience,
  stack,
  table: 'read',
  partitions: ['SEARCH#'],
  query: z.object({
    days: z
      .string()
      .regex(/^[1-9]\d{0,3}$/, 'days')
      .transform(Number)
      .optional()
      .describe('90 when not given'),
  }),
  answers: { 200: { description: 'The sums', schema: z.object({ cash: z.array(CashView) }) } },
});

export const summaryRoutes = [getSummaryRoute, getCashRoute];
