import { join } from 'node:path';
import { routes } from '../../../functions/meta/declarations.ts';
import { type HandlerFile, handlerFileOf, handlerPaths } from '../../../infra/bundle/handler-file.ts';
import { createRouter } from '../../../infra/local/http/routes.ts';
import { pathsOf } from '../../../shared/http/declaration.ts';
import type { Handler } from '../../../shared/http/exchange.ts';
import { isPublicPage } from '../../../shared/http/public-headers.ts';
import { startTable, type TestTable } from '../table/table.ts';
import { enforcePartitions } from './enforce-partitions.ts';
import type { Sent } from './event.ts';
import { type HandlerResponse, send } from './respond.ts';

export const ADMIN_KEY = 'admin-key-of-the-tests';

export interface TestApi extends TestTable {
  /** `POST /path`, with what else the request has. */
  ask(request: string, sent?: Omit<Sent, 'method' | 'path'>): Promise<HandlerResponse>;
}

/** The declared endpoints' own functions on a table of their own, called as API Gateway calls them. */
export async function startApi(): Promise<TestApi> {
  const started = await startTable();
  Object.assign(process.env, {
    ADMIN_API_KEY: ADMIN_KEY,
    STAGE: 'local',
    ALLOW_PRIVATE_TARGETS: 'false',
    LIVE_CALLS: 'simulator',
    PUBLIC_URL: process.env.PUBLIC_URL ?? 'http://api.test',
  });
  const route = createRouter<HandlerFile>([
    ...routes.flatMap((declaration) => {
      const methods = isPublicPage(declaration) ? [declaration.method, 'HEAD'] : [declaration.method];
      return pathsOf(declaration).flatMap((path) =>
        methods.map((method) => ({ key: `${method} ${path}`, target: handlerFileOf(declaration) })),
      );
    }),
    { key: '$default', target: { folder: 'meta', name: 'reject-unknown' } },
  ]);
  return {
    ...started,
    async ask(request, sent = {}) {
      const [method = '', path = ''] = request.split(' ');
      const match = route(method, path.replace(/\?.*/, ''));
      if (match === undefined) throw new Error(`No route takes ${request}`);
      const { pathParameters, target } = match;
      const { handler } = await load(target);
      const declaration = routes.find(({ name }) => name === target.name);
      return enforcePartitions(declaration, () =>
        send(handler, { method, path, ...(pathParameters && { pathParameters }), ...sent }),
      );
    },
  };
}

/** As Lambda loads it: after the environment is set. */
const load = (file: HandlerFile): Promise<{ handler: Handler }> =>
  import(/* @vite-ignore */ join(ROOT, pathOf(file)));

const ROOT = join(import.meta.dirname, '../../..');
const pathOf = handlerPaths(ROOT);
