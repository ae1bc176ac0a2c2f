import { filePrefixes } from '../../adapters/files/prefixes.ts';
import type { Mode } from '../../base/scope.ts';
import type { Tenant } from '../../tenants/tenant/tenant.ts';

/** A recording that is to be kept by us. */
export interface CallRecording {
  /** Where its provider has it. */
  source: string;
  /** Where it lies in the bucket, once it does. */
  file?: string;
  /** Until when it lies there; ISO 8601. */
  until?: string;
}

/** The state of a call's recording. */
interface Recorded {
  id: string;
  orderId: string;
  mode: Mode;
  recordingUrl: string | null;
  recording?: CallRecording;
}

/** The key prefix of recordings that are kept for this many days; the bucket's rules delete by prefix. */
export const recordingPrefix = (days: number): string =>
  `${filePrefixes.recordings}${String(days).padStart(3, '0')}/`;

/** The URL of a call's recording, for all who may read its order: it stays the same wherever the recording is stored. */
const recordingLink = (publicUrl: string, { id, orderId }: Pick<Recorded, 'id' | 'orderId'>): string =>
  `${publicUrl.replace(/\/+$/, '')}/platform/v1/orders/${orderId}/calls/${id}/recording`;

/**
 * A call's recording where the tenant keeps recordings: a link of ours from the first moment on, and the
 * provider's URL.
 * @param reportedUrl the provider's URL, or what the call has already
 * @returns `recording` when there is a new one to fetch
 */
export function keptRecording(
  call: Recorded,
  reportedUrl: string | null,
  { recordings }: Pick<Tenant, 'recordings'>,
  publicUrl: string,
): { recordingUrl: string | null; recording?: CallRecording } {
  if (reportedUrl === null || reportedUrl === call.recordingUrl) return { recordingUrl: reportedUrl };
  if (reportedUrl === call.recording?.source) return { recordingUrl: call.recordingUrl };
  if (recordings !== 'keep' || call.mode !== 'live') return { recordingUrl: reportedUrl };
  return { recordingUrl: recordingLink(publicUrl, call), recording: { source: reportedUrl } };
}
