import type { Table } from '../../adapters/dynamo/table.ts';
import type { Files } from '../../adapters/files/file-port.ts';
import type { Clock } from '../../base/clock.ts';
import { isId } from '../../base/ids.ts';
import { Problem } from '../../base/problem.ts';
import type { Scope } from '../../base/scope.ts';
import { callFromItem, callKey } from './call.ts';

/**
 * Where a call's recording can be fetched now: by a link into the bucket that works for a few minutes, or at its provider as
 * long as it does not lie here, and where it could not be fetched.
 * @throws Problem not_found, also after the tenant's retention
 */
export async function findRecording(
  { table, clock, files }: { table: Table; clock: Clock; files: Pick<Files, 'link'> },
  scope: Scope,
  orderId: string,
  callId: string,
): Promise<string> {
  const isOurs = isId('order', orderId) && isId('call', callId);
  const item = isOurs ? await table.get(callKey(scope, orderId, callId)) : undefined;
  const call = item && callFromItem(item);
  if (!call) throw new Problem('not_found');
  const { file, until, source = call.recordingUrl } = call.recording ?? {};
  if (source === null || (until !== undefined && until <= clock().toISOString()))
    throw new Problem('not_found');
  return file === undefined ? source : files.link(file, file.slice(file.lastIndexOf('/') + 1));
}
