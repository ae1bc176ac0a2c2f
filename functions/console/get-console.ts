import { join } from 'node:path';
import { openEndpoint } from '../../shared/http/endpoints/open-endpoint.ts';
import { getConsoleRoute } from './page-routes.ts';
import { fileReply, pagePolicy } from './stored-files.ts';

const FOLDER = join(import.meta.dirname, 'console');
const PAGE = 'index.html';

/** Recordings come from where the telephony keeps them. */
const policy = pagePolicy('media-src https:');

export const handler = openEndpoint(getConsoleRoute, async ({ event, headers }) => {
  const name = event.rawPath.split('/').at(-1) ?? '';
  // The pages' own paths have no dots.
  return fileReply(FOLDER, name.includes('.') ? name : PAGE, headers, policy);
});
