import * as z from 'zod';
import { declare } from '../../shared/http/declaration.ts';

export const getConsoleRoute = declare({
  name: 'get-console',
  dialect: 'console',
  method: 'GET',
  path: '/console',
  below: '{asset+}',
  summary: 'The console: a merchant’s people run the day from it, in a browser',
  description:
    'Every page of the console is this one, and what it loads lies below it. Those files are named by their content and never change.',
  audience: 'none',
  table: 'none',
  answers: {
    200: {
      description: 'The page',
      contentType: 'text/html',
      schema: z.string(),
      example: '<!doctype html><html lang="en"><title>Recado</title>…</html>',
    },
  },
});

/** The files that a browser loads to show the console. */
export const consolePageRoutes = [getConsoleRoute];
