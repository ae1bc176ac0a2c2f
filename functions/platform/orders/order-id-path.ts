import * as z from 'zod';

export const OrderIdPath = z.object({ id: z.string().max(100).describe('ord_…') });
