import type { Table } from '../../adapters/dynamo/table.ts';
import { after, isEarly } from '../../adapters/queues/wait.ts';
import { loadTenant } from '../../tenants/tenant/tenant.ts';
import type { Call } from '../call/call.ts';
import { callStartOf } from '../call/call-start.ts';
import { concludeCall } from '../outcomes/conclude-call.ts';
import { endingOf } from '../outcomes/end-call.ts';
import { endingOfCall, SETTLING_SECONDS, settledAt } from '../outcomes/progress-rule.ts';
import { isTestCall, loadTestCall } from '../outcomes/test-call.ts';
import {
  callReferenceOf,
  extraPoll,
  type PollMessage,
  type ReportTimeoutMessage,
} from '../queue/messages.ts';
import type { PollResult } from '../telephony/port/port.ts';
import type { CallReference } from '../telephony/port/reference.ts';
import { providers } from '../telephony/providers.ts';
import type { DialServices } from '../waiting/dial-services.ts';
import { type DialState, loadDial } from '../waiting/dial-state.ts';
import { resend } from '../waiting/dial-waits.ts';
import { noteFault } from '../waiting/note-fault.ts';
import { applyProgress } from './apply-progress.ts';
import { POLL_SECONDS } from './poll-times.ts';

type PolledCall = Pick<DialState, 'order' | 'call' | 'tenant'>;

/** Needed to send a message that arrives at its time. */
type Waiting = Pick<DialServices, 'queues' | 'clock' | 'speed'>;

/** A dial without a report after this time ends as unknown. */
const REPORT_LIMIT_SECONDS = 900;

/** Makes sure that the call ends even if no report ever arrives. After a crash its message is retried and sends it again. */
export async function watch(services: Waiting, call: Call): Promise<void> {
  const { provider, providerCallId } = call;
  const reference = callReferenceOf(call);
  if (providers.find(({ name }) => name === provider)?.polls)
    return resend(services, {
      kind: 'poll',
      ...reference,
      ...(providerCallId !== null && { providerCallId }),
      time: 0,
      notBefore: pollTime(services, call, POLL_SECONDS[0]),
    });
  const notBefore = new Date(dialTime(services, call).getTime() + REPORT_LIMIT_SECONDS * 1000).toISOString();
  await resend(services, { kind: 'report-timeout', ...reference, notBefore }, 1);
}

const dialTime = ({ clock }: Waiting, { dialedAt }: Call): Date =>
  dialedAt === null ? clock() : new Date(dialedAt);

const pollTime = (services: Waiting, call: Call, seconds: number): string =>
  after(dialTime(services, call), seconds, services.speed).toISOString();

/** No report of a call came in time, and its provider cannot be polled. */
export async function endUnreported(services: DialServices, message: ReportTimeoutMessage): Promise<void> {
  if (isEarly(new Date(message.notBefore), services.clock())) return resend(services, message, 1);
  await concludeCall(services, message, endingOf('unknown'));
}

/** Polls the provider for a call whose report did not come. */
export async function pollCall(services: DialServices, message: PollMessage): Promise<void> {
  if (isEarly(new Date(message.notBefore), services.clock())) return resend(services, message);
  const state = await (isTestCall(message) ? loadTest : loadDial)(services, message);
  if (state?.call.status !== 'in_progress') return;
  // Messages of older releases do not say which dial they are about.
  const { providerCallId = state.call.providerCallId } = message;
  if (providerCallId !== state.call.providerCallId) return;
  const polled = await ask(services, state);
  const taken =
    polled.status === 'found' &&
    (await applyProgress(services, message, state.call.provider ?? '', () => polled.progress));
  if (message.isExtra || (taken && (taken.ending ?? taken.notDialed) !== undefined)) return;
  if (!taken || taken.asksAt === undefined) await pollSettled(services, taken ? taken.call : state.call);
  const time = message.time + 1;
  const seconds = POLL_SECONDS[time];
  if (seconds !== undefined)
    return resend(services, { ...message, time, notBefore: pollTime(services, state.call, seconds) });
  await concludeCall(services, message, endingOfCall(taken ? taken.call : state.call, 'unknown'));
}

/** A call that is over is polled once it is settled or, where it could not be polled then, a minute later. */
async function pollSettled(services: DialServices, call: Call): Promise<void> {
  const { clock, speed } = services;
  const settled = settledAt(call, speed);
  if (settled === undefined) return;
  const at = isEarly(settled, clock()) ? settled : after(clock(), SETTLING_SECONDS, speed);
  await resend(services, extraPoll(call, at));
}

/** A test call is polled at this time only. */
async function loadTest(
  { table }: { table: Table },
  { tenantId, callId }: CallReference,
): Promise<PolledCall> {
  const [call, tenant] = [await loadTestCall(table, tenantId, callId), await loadTenant(table, tenantId)];
  return { order: call.order, call, tenant };
}

async function ask(services: DialServices, { order, call, tenant }: PolledCall): Promise<PollResult> {
  const telephony = await services.telephonyFor(tenant, call.mode);
  // The tenant has changed its provider since: the one that dialed cannot be polled any more.
  if (telephony?.poll === undefined || telephony.provider !== call.provider || call.providerCallId === null)
    return { status: 'unknown' };
  const start = callStartOf(order, call, tenant, services.publicUrl);
  const polled = await telephony.poll(call.providerCallId, start);
  if (polled.status === 'fault') await noteFault(services, call, polled);
  return polled;
}
