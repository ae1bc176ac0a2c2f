import * as z from 'zod';
import type { DialectName } from '../../../shared/base/dialect-name.ts';
import { declare } from '../../../shared/http/declaration.ts';

/** An endpoint that takes a body with a few of everything that can be wrong. */
export const makeThing = declare({
  name: 'make-thing',
  dialect: 'platform',
  method: 'POST',
  path: '/platform/v1/things/{id}',
  summary: 'Makes a thing',
  audience: 'key',
  table: 'write',
  params: z.object({ id: z.string() }),
  body: z.strictObject({
    name: z.string().min(1).max(10),
    price: z.number().min(0).optional(),
    kind: z.enum(['big', 'small']).optional(),
    parts: z
      .array(z.object({ count: z.int().min(1) }))
      .max(2)
      .optional(),
    extra: z.json().optional(),
  }),
  answers: { 201: { description: 'Made' } },
});

const find = (dialect: DialectName, path: string) =>
  declare({
    name: 'find-things',
    dialect,
    method: 'GET',
    path,
    summary: 'Finds things',
    audience: 'key',
    table: 'read',
    query: z.object({ phone: z.string().optional(), kind: z.enum(['big', 'small']).optional() }),
    answers: { 200: { description: 'Found' } },
  });

export const findThings = find('platform', '/platform/v1/things');
export const findOrders = find('confirmation', '/api/v1/things');
export const ordersThings = find('orders', '/v1/things');
