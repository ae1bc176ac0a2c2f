import * as z from 'zod';
import { significantNumber } from '../../base/text/significant-number.ts';
import { CallingHours } from '../../time/calling-hours.ts';
import { RECORDING_DAYS } from './retention.ts';
import type { GivenService } from './sealed-service.ts';

/** Another party's service, checked by the schema of its provider before it comes here. */
const Service = z.custom<GivenService>((value) => typeof value === 'object' && value !== null);

/** The channels by which a customer can be asked whether an order is wanted. */
export const confirmationChannels = ['whatsapp', 'call'] as const;
export type ConfirmationChannel = (typeof confirmationChannels)[number];

/** Settings of how customers are called and written to. */
export const reachingCustomers = {
  voiceAgent: Service.nullable(),
  whatsapp: Service.nullable(),
  confirmationChannels: z
    .array(z.enum(confirmationChannels))
    .min(1)
    .max(confirmationChannels.length)
    .refine((channels) => new Set(channels).size === channels.length, 'must name each channel once')
    .describe(
      'In this order, until one brings an answer; one that is not set up is passed over, and other types of call are always calls',
    ),
  whatsappWaitMinutes: z
    .number()
    .min(1)
    .max(1440)
    .refine(...significantNumber)
    .describe('How long a message waits for its answer before the customer is called'),
  messageHours: CallingHours.nullable().describe('When messages are sent; null: in the calling hours'),
  recordings: z
    .enum(['none', 'provider', 'keep'])
    .describe(
      'none: calls are not recorded, by providers that leave it to us; provider: recordings stay there; keep: those of live calls are fetched and kept here',
    ),
  recordingDays: z
    .int()
    .min(RECORDING_DAYS.shortest)
    .max(RECORDING_DAYS.longest)
    .describe('How long recordings are kept here; it holds for those that are fetched from now on'),
};
