import * as z from 'zod';

/** The data of the webhook to a tenant's other endpoints when we disabled one. */
const EndpointDisabled = z.object({
  endpoint: z.object({
    id: z.string(),
    url: z.string(),
    disabledReason: z.string().optional(),
    /** ISO 8601, UTC. */
    disabledAt: z.string().optional(),
    failingSince: z.string().optional(),
  }),
  /** The attempt that did it. */
  attempt: z.object({
    deliveryId: z.string(),
    eventId: z.string(),
    event: z.string(),
    /** The response's; null when there was none. */
    status: z.number().nullable(),
    /** A class of `shared/adapters/outbound/http-result.ts`. */
    failureClass: z.string(),
  }),
});

/** Events about neither orders nor deliveries; most ask for a job and become no webhook. */
export const internalEvents = {
  'webhook.pinged': z.object({ endpointId: z.string() }),
  'webhook.retried': z.object({ deliveryId: z.string() }),
  'webhook.recovery_requested': z.object({ recoveryId: z.string() }),
  'webhook_endpoint.disabled': EndpointDisabled,
  'bulk.requested': z.object({ jobId: z.string() }),
  'export.requested': z.object({ exportId: z.string() }),
  'call.follow_up': z.object({ orderId: z.string(), callId: z.string() }),
  'voice_agent.changed': z.object({}),
  'voice_agent.test_requested': z.object({ testCallId: z.string() }),
  'wallet.credited': z.object({ ledgerEntryId: z.string() }),
} as const;
