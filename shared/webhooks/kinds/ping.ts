import type { DomainEvent } from '../../events/event.ts';
import { toSeconds } from './timestamp.ts';

/** What a ping tells. */
export interface Ping {
  endpointId: string;
}

/** The test event that a tenant sends to its own endpoint. */
export function renderPing(event: DomainEvent): string {
  const { endpointId } = event.data as Ping;
  return JSON.stringify({
    event: 'ping',
    timestamp: toSeconds(event.at),
    webhookEndpoint: { id: endpointId },
  });
}
