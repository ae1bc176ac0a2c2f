import type * as z from 'zod';
import type { BulkJob, BulkResult } from '../../../../shared/actions/bulk-job.ts';
import type { BulkJobView } from './bulk-routes.ts';

export function viewBulkJob(job: BulkJob): z.input<typeof BulkJobView> {
  const { id, action, status, total, position, done, skipped, failed, createdAt, finishedAt } = job;
  const progress = total === 0 ? 1 : Math.min(1, position / total);
  const counts = { total, progress, done, skipped, failed };
  return { id, action, status, ...counts, createdAt, finishedAt: finishedAt ?? null };
}

export const viewBulkResult = (result: BulkResult) => ({
  orderId: result.orderId,
  result: result.result,
  code: result.code ?? null,
  reason: result.reason ?? null,
  message: result.message ?? null,
  callId: result.callId ?? null,
  deliveryId: result.deliveryId ?? null,
});
