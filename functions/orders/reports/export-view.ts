import { filesFromEnvironment } from '../../../shared/adapters/files/files.ts';
import { required } from '../../../shared/base/env.ts';
import type { Reply } from '../../../shared/http/endpoints/endpoint.ts';
import type { ExportJob } from '../../../shared/reports/exports/export-job.ts';
import { fileKey } from '../../../shared/reports/exports/export-job.ts';

const publicUrl = required('PUBLIC_URL');
const files = filesFromEnvironment();

/** How soon to ask again, in seconds. */
const RETRY_AFTER_SECONDS = '2';

/** Where the file of an export is, or where to ask for it. */
export async function viewExport(job: ExportJob): Promise<Reply> {
  const { id: exportId, status, fileName } = job;
  if (status === 'done')
    return {
      status: 303,
      body: { success: true, message: 'The export is ready', exportId, status },
      headers: { location: await files.link(fileKey(job), fileName) },
    };
  return {
    status: 202,
    body: { success: true, message: 'The export is being prepared', exportId, status },
    headers: { location: `${publicUrl}/v1/exports/${exportId}`, 'retry-after': RETRY_AFTER_SECONDS },
  };
}
