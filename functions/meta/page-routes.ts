import * as z from 'zod';
import { declare } from '../../shared/http/declaration.ts';

const open = { dialect: 'meta', stack: 'console', method: 'GET', audience: 'none', table: 'none' } as const;

const LinkPath = z.string().describe('An absolute path of this host');

export const getFrontRoute = declare({
  ...open,
  name: 'get-front',
  path: '/',
  summary: 'What runs here, and where the rest is',
  description: 'A page for people; JSON for clients that accept `application/json` and not HTML.',
  answers: {
    200: {
      description: 'Name, version and links',
      schema: z.object({
        name: z.string(),
        version: z.string(),
        links: z.object({ console: LinkPath, docs: LinkPath, openapi: LinkPath, status: LinkPath }),
      }),
      example: {
        name: 'Recado',
        version: '0.2.0',
        links: { console: '/console', docs: '/docs', openapi: '/openapi.json', status: '/healthz' },
      },
    },
  },
});

export const getDocsRoute = declare({
  ...open,
  name: 'get-docs',
  path: '/docs',
  below: '{page+}',
  summary: 'The documentation, with examples that run against this host',
  description: 'Its pages and what they load. Those files are named by their content and never change.',
  answers: {
    200: {
      description: 'The page',
      contentType: 'text/html',
      schema: z.string(),
      example: '<!doctype html><html lang="en"><title>Recado documentation</title>…</html>',
    },
  },
});

/** Pages for people about the service. */
export const aboutRoutes = [getFrontRoute, getDocsRoute];
