import { join } from 'node:path';
import { openEndpoint } from '../../shared/http/endpoints/open-endpoint.ts';
import { getConsoleRoute } from './page-routes.ts';
import { fileReply, pagePolicy } from './stored-files.ts';

const FOLDER = join(import.meta.dirname, 'console');
const PAGE = 'index.html';

/** Recordings come from where the telephony keeps them, or by a link of ours from the bucket, which a host of one's own serves itself. */
const { AWS_ENDPOINT_URL_S3: ownBucket } = process.env;
const policy = pagePolicy(`media-src 'self' https:${ownBucket === undefined ? '' : ` ${ownBucket}`}`);

export const handler = openEndpoint(getConsoleRoute, async ({ event, headers }) => {
  const name = event.rawPath.split('/').at(-1) ?? '';
  // The pages' own paths have no dots.
  return fileReply(FOLDER, name.includes('.') ? name : PAGE, headers, policy);
});
