import * as z from 'zod';
import type { Reply } from '../../../shared/http/endpoints/endpoint.ts';

/** The envelope of every success. */
export const success = (data: unknown, now: Date, message?: string): Reply => ({
  status: 200,
  body: {
    status: 'success',
    ...(message !== undefined && { message }),
    data,
    requestTime: now.toISOString(),
  },
});

/** The schema of a success with this data. */
export const Success = <Data extends z.ZodType>(data: Data) =>
  z.object({
    status: z.literal('success'),
    message: z.string().optional(),
    data,
    requestTime: z.iso.datetime(),
  });
