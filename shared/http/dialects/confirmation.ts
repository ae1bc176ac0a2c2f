import * as z from 'zod';
import { BEARER_CHALLENGE, readBearer } from './bearer.ts';
import type { Dialect } from './dialect.ts';
import { problemInSpanish } from './spanish.ts';

/** Talkyria's API v1: `{"error": "…"}`, in Spanish. */
export const confirmation: Dialect = {
  name: 'confirmation',
  prefix: '/api/v1',
  limitPerMinute: 60,
  limitedBy: 'key',
  readKey: readBearer,
  describe: (problem) => ({
    status: problem.status,
    body: { error: problemInSpanish(problem) },
    ...(problem.status === 401 && { headers: BEARER_CHALLENGE }),
  }),
  security: { name: 'bearer', scheme: { type: 'http', scheme: 'bearer' } },
  error: {
    schema: () => z.object({ error: z.string() }),
    example: { error: 'El campo customer.phone es obligatorio' },
  },
};
