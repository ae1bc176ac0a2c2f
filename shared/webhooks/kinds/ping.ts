import type { EventOf } from '../../events/event.ts';
import { toSeconds } from './timestamp.ts';

/** The test event that a tenant sends to its own endpoint. */
export function renderPing(event: EventOf<'webhook.pinged'>): string {
  const { endpointId } = event.data;
  return JSON.stringify({
    event: 'ping',
    timestamp: toSeconds(event.at),
    webhookEndpoint: { id: endpointId },
  });
}
