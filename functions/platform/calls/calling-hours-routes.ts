import * as z from 'zod';
import { callObstacles } from '../../../shared/calls/call/channels.ts';
import { declare } from '../../../shared/http/declaration.ts';
import { OptionalTime } from '../../../shared/http/requests/date-or-time.ts';
import { MAX_PHONE_TEXT } from '../../../shared/phones/written.ts';
import { CallingHours } from '../../../shared/time/calling-hours.ts';

export const previewCallTimeRoute = declare({
  name: 'preview-call-time',
  dialect: 'platform',
  stack: 'console',
  method: 'GET',
  path: '/platform/v1/call-time',
  summary: 'The next time at which a number may be called',
  description:
    'By the same rules as live calls: the calling hours of the tenant, or those of the country, on the clocks where the parcel goes and where the phone is from. No call is made.',
  audience: 'key',
  table: 'read',
  partitions: ['TENANT#', 'OPTOUT#'],
  query: z.object({
    phone: z
      .string()
      .trim()
      .min(1)
      .max(MAX_PHONE_TEXT)
      .describe('E.164, or any form that is valid in the tenant’s country'),
    at: OptionalTime.describe("ISO 8601, on the tenant's clock without an offset; now when not given"),
    country: z.string().max(100).optional().describe('Where the parcel goes; the tenant’s when not given'),
    province: z.string().max(200).optional(),
    city: z.string().max(200).optional(),
  }),
  answers: {
    200: {
      description: 'The first time from then on',
      schema: z.object({
        phone: z.string().describe('E.164'),
        at: z.iso.datetime().describe('The time in question'),
        nextCallAt: z.iso.datetime().describe('The same when it may be called then'),
        refusal: z
          .enum(callObstacles)
          .nullable()
          .describe(
            'Why a call that confirms an order would be refused now, in the mode of the key; null when it would not',
          ),
      }),
      example: {
        phone: '+573001234567',
        at: '2026-11-29T15:00:00.000Z',
        nextCallAt: '2026-11-30T12:00:00.000Z',
        refusal: null,
      },
    },
  },
  refuses: ['invalid_phone'],
});

export const getCallingHoursRoute = declare({
  name: 'get-calling-hours',
  dialect: 'platform',
  stack: 'console',
  method: 'GET',
  path: '/platform/v1/calling-hours',
  summary: 'The hours and holidays of a country',
  description: 'They apply where the tenant’s `callingHours` do not replace them.',
  audience: 'key',
  table: 'none',
  query: z.object({
    country: z
      .string()
      .trim()
      .toUpperCase()
      .regex(/^[A-Z]{2}$/, 'country')
      .optional()
      .describe('ISO 3166-1 alpha-2; the tenant’s when not given'),
  }),
  answers: {
    200: {
      description: 'A week, and the legal holidays of the next twelve months',
      schema: z.object({
        country: z.string(),
        hours: CallingHours,
        holidays: z.array(z.iso.date()),
      }),
      example: {
        country: 'IN',
        hours: {
          monday: [{ from: '10:00', to: '21:00' }],
          tuesday: [{ from: '10:00', to: '21:00' }],
          wednesday: [{ from: '10:00', to: '21:00' }],
          thursday: [{ from: '10:00', to: '21:00' }],
          friday: [{ from: '10:00', to: '21:00' }],
          saturday: [{ from: '10:00', to: '21:00' }],
          sunday: [{ from: '10:00', to: '21:00' }],
        },
        holidays: ['2027-01-26', '2027-08-15', '2027-10-02'],
      },
    },
  },
});

export const callingHoursRoutes = [previewCallTimeRoute, getCallingHoursRoute];
