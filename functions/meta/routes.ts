import * as z from 'zod';
import { declare } from '../../shared/http/declaration.ts';
import { aboutRoutes } from './page-routes.ts';

export const getHealthRoute = declare({
  name: 'get-health',
  dialect: 'meta',
  method: 'GET',
  path: '/healthz',
  summary: 'Health check',
  description: 'Answers 200 while the API is up.',
  audience: 'none',
  table: 'none',
  answers: {
    200: {
      description: 'The service is up',
      schema: z.object({ status: z.literal('ok') }),
      example: { status: 'ok' },
    },
  },
});

export const getOpenapiRoute = declare({
  name: 'get-openapi',
  dialect: 'meta',
  method: 'GET',
  path: '/openapi.json',
  summary: 'This document',
  description: 'The same as `npm run openapi` prints.',
  audience: 'none',
  table: 'none',
  answers: {
    200: { description: 'An OpenAPI 3.1 document', schema: z.looseObject({ openapi: z.string() }) },
  },
});

export const metaRoutes = [getHealthRoute, getOpenapiRoute, ...aboutRoutes];
