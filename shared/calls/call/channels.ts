import type { Mode } from '../../base/scope.ts';
import type { CallType } from '../../events/order-words.ts';
import type { Round } from '../../orders/order/order.ts';
import type { ConfirmationChannel } from '../../tenants/settings/reaching-customers.ts';
import type { Credits, Tenant } from '../../tenants/tenant/tenant.ts';
import type { LiveCalls } from './live-calls.ts';

/** What a tenant's channels have left, in a mode. */
interface CreditTerms extends Credits {
  mode: Mode;
}

/** By which channels a tenant may reach a customer. */
export interface ChannelTerms extends CreditTerms {
  tenant: Pick<Tenant, 'confirmationChannels' | 'voiceAgent' | 'whatsapp'>;
  /** The customer asked not to be called or written to. */
  isOptedOut: boolean;
}

type ChannelObstacle = 'credit_exhausted' | 'voice_agent_missing';

/** Why no round of calls to a customer can start, by the code of the refusal. */
export const callObstacles = [
  'phone_opted_out',
  'credit_exhausted',
  'voice_agent_missing',
] as const satisfies ('phone_opted_out' | ChannelObstacle)[];
export type CallObstacle = (typeof callObstacles)[number];

const only: readonly ConfirmationChannel[] = ['call'];

/**
 * The channels of a round that starts now, the first of which can be used; what is not set up is passed over. A credit may be
 * filled up by the time that a later one's turn comes.
 */
export function channelsOf(
  callType: CallType,
  terms: ChannelTerms,
  liveCalls: LiveCalls,
): { channels: readonly ConfirmationChannel[] } | { obstacle: CallObstacle } {
  if (terms.isOptedOut) return { obstacle: 'phone_opted_out' };
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

function hasCredit(channel: ConfirmationChannel, { mode, credit, messageCredit }: CreditTerms): boolean {
  const left = channel === 'call' ? credit : messageCredit;
  return mode === 'test' || left === undefined || left > 0;
}

/** The channel that a round moves to when its current one got no answer. */
export const channelAfter = (
  { then = [] }: Pick<Round, 'then'>,
  terms: CreditTerms,
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
