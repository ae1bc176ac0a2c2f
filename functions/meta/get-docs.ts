import { join } from 'node:path';
import { openEndpoint } from '../../shared/http/endpoints/open-endpoint.ts';
import { fileReply, pagePolicy } from '../console/stored-files.ts';
import { docsFile } from '../docs/base/file.ts';
import { getDocsRoute } from './page-routes.ts';

const FOLDER = join(import.meta.dirname, 'docs');

const policy = pagePolicy();

export const handler = openEndpoint(getDocsRoute, async ({ event, headers }) => {
  const path = event.rawPath.slice(getDocsRoute.path.length + 1);
  return fileReply(FOLDER, path.includes('.') ? path : docsFile(path), headers, policy);
});
