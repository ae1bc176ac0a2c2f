import type { Mode } from '../../base/scope.ts';
import type { CallType } from '../../events/order-words.ts';
import type { Round } from '../../orders/order/order.ts';
import type { ConfirmationChannel } from '../../tenants/settings/reaching-customers.ts';
import type { Tenant } from '../../tenants/tenant/tenant.ts';

/** Which of its channels a tenant may use. */
export interface ChannelTerms {
  mode: Mode;
  tenant: Pick<Tenant, 'confirmationChannels' | 'voiceAgent' | 'whatsapp'>;
  /** Live calls left; undefined is unlimited. */
  credit: number | undefined;
  /** The same of messages. */
  messageCredit: number | undefined;
}

/** A channel that is not set up is simulated in test mode, and in live mode where the stage says so; otherwise it is left out. */
export type LiveCalls = 'simulator' | 'agent';

export type ChannelObstacle = 'credit_exhausted' | 'voice_agent_missing';

const only: readonly ConfirmationChannel[] = ['call'];

/**
 * The channels of a round that starts now, the first of which can be used; what is not set up is passed over. A credit may be
 * filled up by the time that a later one's turn comes.
 */
export function channelsOf(
  callType: CallType,
  terms: ChannelTerms,
  liveCalls: LiveCalls,
): { channels: readonly ConfirmationChannel[] } | { obstacle: ChannelObstacle } {
  const wanted = callType === 'confirmation' ? terms.tenant.confirmationChannels : only;
  const first = wanted.findIndex((channel) => obstacleTo(channel, terms, liveCalls) === undefined);
  if (first === -1) {
    const named = wanted.includes('call') ? 'call' : 'whatsapp';
    return { obstacle: obstacleTo(named, terms, liveCalls) ?? 'voice_agent_missing' };
  }
  const rest = wanted.slice(first);
  return {
    channels: rest.filter((channel) => obstacleTo(channel, terms, liveCalls) !== 'voice_agent_missing'),
  };
}

function obstacleTo(
  channel: ConfirmationChannel,
  terms: ChannelTerms,
  liveCalls: LiveCalls,
): ChannelObstacle | undefined {
  const { mode, tenant } = terms;
  if (mode === 'test') return undefined;
  if (!hasCredit(channel, terms)) return 'credit_exhausted';
  const service = channel === 'call' ? tenant.voiceAgent : tenant.whatsapp;
  return liveCalls === 'agent' && service === null ? 'voice_agent_missing' : undefined;
}

function hasCredit(
  channel: ConfirmationChannel,
  { mode, credit, messageCredit }: Omit<ChannelTerms, 'tenant'>,
): boolean {
  const left = channel === 'call' ? credit : messageCredit;
  return mode === 'test' || left === undefined || left > 0;
}

/** The channel that a round moves to when its current one got no answer. */
export const channelAfter = (
  { then = [] }: Pick<Round, 'then'>,
  terms: Omit<ChannelTerms, 'tenant'>,
): ConfirmationChannel | undefined => then.find((channel) => hasCredit(channel, terms));

/** A round that continues, or starts, with the first of these channels. */
export function onChannel<R extends Pick<Round, 'channel' | 'then'>>(
  { channel: _before, then: _rest, ...round }: R,
  [first, ...then]: readonly ConfirmationChannel[],
): Omit<R, 'channel' | 'then'> & Pick<Round, 'channel' | 'then'> {
  return {
    ...round,
    ...(first === 'whatsapp' && { channel: first }),
    ...(then.length > 0 && { then }),
  };
}
