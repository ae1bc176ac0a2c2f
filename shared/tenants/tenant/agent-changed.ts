import { absent, type Write } from '../../adapters/dynamo/expressions.ts';
import { newId } from '../../base/ids.ts';
import { EVENT_ENTITY, type EventOf } from '../../events/event.ts';
import { type Tenant, tenantPartition } from './tenant.ts';

/** The event is only read from the stream. */
const EVENT_DAYS = 7;

/** The outbox record of settings that may have fixed what calls wait for: its job retries them. */
export function agentChanged({ id: tenantId, updatedAt: at }: Tenant): Write {
  const now = new Date(at);
  const event: EventOf<'voice_agent.changed'> = {
    id: newId('event', now),
    type: 'voice_agent.changed',
    tenantId,
    mode: 'live',
    at,
    data: {},
    job: { queue: 'calls', body: { kind: 'agent-changed', tenantId, mode: 'live' } },
  };
  const key = { pk: tenantPartition(tenantId), sk: `EVENT#${event.id}` };
  const expiresAt = Math.floor(now.getTime() / 1000) + EVENT_DAYS * 86_400;
  return { put: { ...key, entity: EVENT_ENTITY, expiresAt, ...event }, if: absent };
}
