import { ConditionFailed } from '../../adapters/dynamo/errors.ts';
import type { Table } from '../../adapters/dynamo/table.ts';
import { recordMetric } from '../../adapters/logging/metrics.ts';
import type { Clock } from '../../base/clock.ts';
import {
  type VoiceAgentFault,
  voiceAgentFaultKey,
  whatsappFaultKey,
} from '../../tenants/tenant/voice-agent-fault.ts';
import type { Call } from '../call/call.ts';
import type { Fault } from '../telephony/port/fault.ts';

interface Services {
  table: Table;
  clock: Clock;
}

/**
 * Notes with the tenant what keeps its provider from making calls, or messages from being sent, and since when, and counts
 * it for the alarm.
 * @param isToldLater the provider had accepted the request before it reported the fault: accepting another one proves nothing
 */
export async function noteFault(
  { table, clock }: Services,
  call: Pick<Call, 'tenantId' | 'channel'>,
  { code, providerCode }: Fault,
  isToldLater = false,
): Promise<void> {
  recordMetric({ name: 'VoiceAgentFault' });
  const fault = { code, providerCode, since: clock().toISOString(), isToldLater };
  const another = {
    expression: 'attribute_not_exists(pk) OR #code <> :code OR providerCode <> :providerCode',
    names: { '#code': 'code' },
    values: { ':code': code, ':providerCode': providerCode },
  };
  try {
    await table.put({ ...faultItem(call), ...fault }, another);
  } catch (error) {
    if (!(error instanceof ConditionFailed)) throw error;
  }
}

const faultItem = ({ tenantId, channel }: Pick<Call, 'tenantId' | 'channel'>) =>
  channel === undefined
    ? { ...voiceAgentFaultKey(tenantId), entity: 'voice-agent-fault' }
    : { ...whatsappFaultKey(tenantId), entity: 'whatsapp-fault' };

/**
 * A dial or a chat message was accepted, or continued: the fault is fixed. What prevents calls to a country says nothing
 * of others: only a dial that met it itself shows that it is gone. Another one that was noted since it was read stays.
 */
export async function clearFault(
  { table }: Pick<Services, 'table'>,
  call: Call,
  fault: VoiceAgentFault | null,
): Promise<void> {
  if (fault === null || (fault.code === 'destination_country' && call.faults === 0)) return;
  const { pk, sk } = faultItem(call);
  const same = {
    expression: '#since = :since',
    names: { '#since': 'since' },
    values: { ':since': fault.since },
  };
  try {
    await table.delete({ pk, sk }, same);
  } catch (error) {
    if (!(error instanceof ConditionFailed)) throw error;
  }
}
