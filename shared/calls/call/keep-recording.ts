import { ConditionFailed } from '../../adapters/dynamo/errors.ts';
import type { Table } from '../../adapters/dynamo/table.ts';
import type { Files } from '../../adapters/files/file-port.ts';
import { type Downloaded, download } from '../../adapters/outbound/download.ts';
import type { Queues } from '../../adapters/queues/queues.ts';
import { after, delayUntil, type Speed } from '../../adapters/queues/wait.ts';
import type { Clock } from '../../base/clock.ts';
import type { Mode } from '../../base/scope.ts';
import { type Tenant, tenantFromItem, tenantKey } from '../../tenants/tenant/tenant.ts';
import { audioTypeOf } from '../recordings/audio-type.ts';
import { recordingPrefix } from '../recordings/recording.ts';
import type { RecordingMessage } from '../recordings/recording-message.ts';
import type { Telephony } from '../telephony/port/port.ts';
import { type Call, callFromItem, callKey } from './call.ts';

export interface RecordingServices {
  table: Table;
  queues: Queues;
  clock: Clock;
  speed: Speed;
  files: Pick<Files, 'write'>;
  /** The account with which a recording can be fetched. */
  telephonyFor: (tenant: Tenant, mode: Mode) => Promise<Telephony | undefined>;
  allowPrivate: boolean;
}

/** Bytes of a recording: an hour and a half of speech in a common format, nine minutes in the largest one. */
const MAX_RECORDING_BYTES = 50 * 1024 * 1024;

const FETCH_DEADLINE_MS = 120_000;

/** When a recording that could not be fetched is tried again, in seconds after each time; after the last it stays where it is. */
const RETRY_SECONDS = [60, 300, 900, 900, 900] as const;

/** Failures that a retry cannot change. */
const PERMANENT_FAILURES: readonly string[] = ['invalid_url', 'blocked_address', 'too_large', 'not_audio'];

/**
 * Fetches the recording of a call into the bucket, once: its type is detected from its bytes, and its length is bounded. A repeat
 * writes the same file. A recording that cannot be fetched stays with its provider, whose URL the call then shows.
 */
export async function keepRecording(services: RecordingServices, message: RecordingMessage): Promise<void> {
  const { table, clock, queues, speed } = services;
  const keys = {
    call: callKey(message, message.orderId, message.callId),
    tenant: tenantKey(message.tenantId),
  };
  const items = await table.batchGet(Object.values(keys));
  const [callItem, tenantItem] = Object.values(keys).map((key) => items.find(({ sk }) => sk === key.sk));
  const call = callItem && callFromItem(callItem);
  if (!call?.recording || !tenantItem || call.recording.file !== undefined) return;
  const kept = await fetchInto(services, call, call.recording.source, tenantFromItem(tenantItem));
  if (typeof kept !== 'string') return settle(table, call, { recording: { ...call.recording, ...kept } });
  const wait = PERMANENT_FAILURES.includes(kept) ? undefined : RETRY_SECONDS[message.times];
  if (wait === undefined) return settle(table, call, { recordingUrl: call.recording.source });
  const delaySeconds = delayUntil(after(clock(), wait, speed), clock(), speed);
  await queues.send('exports', [{ body: { ...message, times: message.times + 1 }, delaySeconds }]);
}

/** @returns where the recording lies now, or why it does not */
async function fetchInto(
  { files, clock, telephonyFor, allowPrivate }: RecordingServices,
  call: Call,
  source: string,
  tenant: Tenant,
): Promise<{ file: string; until: string } | Failure> {
  const telephony = await telephonyFor(tenant, call.mode);
  const own = telephony?.provider === call.provider ? telephony?.recordingAt?.(source) : undefined;
  const fetched: Downloaded = await download({
    ...(own ?? { url: source, headers: {} }),
    deadlineMs: FETCH_DEADLINE_MS,
    maxBytes: MAX_RECORDING_BYTES,
    allowPrivate,
  });
  if (!fetched.ok) return fetched.failure;
  const type = audioTypeOf(fetched.chunks);
  if (type === undefined) return 'not_audio';
  const { tenantId, orderId, id } = call;
  const { recordingDays } = tenant;
  const file = `${recordingPrefix(recordingDays)}${tenantId}/${orderId}/${id}.${type.extension}`;
  await files.write(file, piecesOf(fetched.chunks), type.contentType);
  return { file, until: new Date(clock().getTime() + recordingDays * 86_400_000).toISOString() };
}

type Failure = Extract<Downloaded, { ok: false }>['failure'] | 'not_audio';

async function* piecesOf(chunks: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* chunks;
}

/** Unless another recording was reported since. */
async function settle(
  table: Table,
  call: Call,
  set: Partial<Pick<Call, 'recording' | 'recordingUrl'>>,
): Promise<void> {
  try {
    await table.update(callKey(call, call.orderId, call.id), { set }, isStill(call.recording?.source));
  } catch (error) {
    if (!(error instanceof ConditionFailed)) throw error;
  }
}

const isStill = (source: string | undefined) => ({
  expression: '#recording.#source = :source',
  names: { '#recording': 'recording', '#source': 'source' },
  values: { ':source': source },
});
