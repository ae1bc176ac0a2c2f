import { join } from 'node:path';
import { openEndpoint } from '../../shared/http/endpoints/open-endpoint.ts';
import { fileReply, pagePolicy } from '../console/stored-files.ts';
import { getFrontRoute } from './page-routes.ts';

const FOLDER = join(import.meta.dirname, 'front');

const policy = pagePolicy();

/** Browsers accept HTML; only programs accept JSON and not HTML. */
const wantsJson = (accept = ''): boolean => /\bjson\b/i.test(accept) && !/\bhtml\b/i.test(accept);

export const handler = openEndpoint(getFrontRoute, async ({ headers }) => {
  const name = wantsJson(headers.accept) ? 'index.json' : 'index.html';
  const reply = await fileReply(FOLDER, name, headers, policy);
  return { ...reply, headers: { ...reply.headers, vary: 'Accept, Accept-Encoding' } };
});
