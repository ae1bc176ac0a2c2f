import * as z from 'zod';
import { MAX_URL_LENGTH } from '../../../../shared/adapters/outbound/limits.ts';
import { isAcceptableSecret, SECRET_RULE } from '../../../../shared/adapters/signing/secrets.ts';
import { declare } from '../../../../shared/http/declaration.ts';
import { OVERLAP_SECONDS } from '../../../../shared/webhooks/endpoints/endpoint.ts';
import { LIMITS } from '../../../../shared/webhooks/endpoints/sending-options.ts';
import { subscribableNames } from '../../../../shared/webhooks/kinds/catalogue.ts';
import { retrySchedules } from '../../../../shared/webhooks/kinds/retry-schedule.ts';
import { readOnlyFields } from '../../fields/read-only.ts';
import { WebhookDeliveryView } from '../deliveries/webhook-delivery-views.ts';
import { RecoveryOfferView } from '../recoveries/webhook-recovery-views.ts';
import { EndpointView, MadeEndpointView, RotatedSecretView } from './webhook-endpoint-views.ts';

const UpdatedEndpointView = EndpointView.extend({ recovery: RecoveryOfferView });

export const READ_ONLY_OF_ENDPOINTS = [
  'id',
  'disabledReason',
  'disabledAt',
  'failingSince',
  'createdAt',
  'updatedAt',
  'recovery',
] as const;

const EndpointPath = z.object({ id: z.string().max(100).describe('whe_…') });

const url = z
  .string()
  .trim()
  .min(1)
  .max(MAX_URL_LENGTH)
  .describe('https, on port 443 or from 1024 up; on the local host also http, on any port');
const events = z.array(z.enum(subscribableNames)).min(1).max(20);
const secret = z
  .string()
  .refine(isAcceptableSecret, { params: { rule: 'secret' }, message: `must be ${SECRET_RULE}` })
  .describe(`Your own: ${SECRET_RULE}. Generated when omitted`);

const retrySchedule = z
  .enum(retrySchedules)
  .describe(
    'standard: the waits that each webhook is documented with; long: ten attempts over more than three days',
  );
const sendingOptions = {
  strictOrder: z
    .boolean()
    .describe(
      'Whether an event waits until the earlier events of its order were delivered or have finally failed',
    ),
  maxConcurrency: z
    .int()
    .min(1)
    .max(LIMITS.maxConcurrency)
    .nullable()
    .describe('Concurrent attempts; null for no limit'),
  rateLimit: z
    .int()
    .min(1)
    .max(LIMITS.rateLimit)
    .nullable()
    .describe('Attempts per second; null for no limit'),
};

const dialect = 'platform';
const audience = 'key';

export const createWebhookEndpointRoute = declare({
  name: 'create-webhook-endpoint',
  dialect,
  method: 'POST',
  path: '/platform/v1/webhook-endpoints',
  summary: 'Subscribes a URL to events; its secret is shown only once',
  description:
    'Receivers need a public https address; on the local host any address works. Verify signatures with the secret in the response.',
  audience,
  table: 'write',
  partitions: ['ENDPOINTS#'],
  seals: ['webhook-endpoint'],
  body: z.strictObject({
    url,
    events,
    secret: secret.optional(),
    enabled: z.boolean().default(true),
    retrySchedule: retrySchedule.default('standard'),
    ...z.object(sendingOptions).partial().shape,
  }),
  bodyExample: { url: 'https://mitienda.com/hooks/recado', events: ['call.outcome_final'] },
  answers: { 201: { description: 'The endpoint, with its secret', schema: MadeEndpointView } },
});

export const listWebhookEndpointsRoute = declare({
  name: 'list-webhook-endpoints',
  dialect,
  method: 'GET',
  path: '/platform/v1/webhook-endpoints',
  summary: 'Lists all webhook endpoints, oldest first',
  description: 'Endpoints of the key’s mode, without their secrets.',
  audience,
  table: 'read',
  partitions: ['ENDPOINTS#'],
  answers: { 200: { description: 'All of them', schema: z.object({ endpoints: z.array(EndpointView) }) } },
});

export const getWebhookEndpointRoute = declare({
  name: 'get-webhook-endpoint',
  dialect,
  method: 'GET',
  path: '/platform/v1/webhook-endpoints/{id}',
  summary: 'A webhook endpoint',
  description: 'Includes whether and why it is disabled.',
  audience,
  table: 'read',
  partitions: ['ENDPOINTS#'],
  params: EndpointPath,
  answers: { 200: { description: 'The endpoint', schema: EndpointView } },
});

export const updateWebhookEndpointRoute = declare({
  name: 'update-webhook-endpoint',
  dialect,
  method: 'PATCH',
  path: '/platform/v1/webhook-endpoints/{id}',
  summary:
    'Changes the given fields. A disabled endpoint receives nothing: its events are held for 14 days. Enabling it clears the reason why it was disabled',
  description:
    'In response to `enabled: true`, `recovery` holds the request for `create-webhook-recovery` that resends what was missed.',
  audience,
  table: 'write',
  params: EndpointPath,
  body: z
    .strictObject({ url, events, enabled: z.boolean(), retrySchedule, ...sendingOptions })
    .partial()
    .extend(readOnlyFields(READ_ONLY_OF_ENDPOINTS)),
  bodyExample: { enabled: false },
  answers: { 200: { description: 'The updated endpoint', schema: UpdatedEndpointView } },
});

export const deleteWebhookEndpointRoute = declare({
  name: 'delete-webhook-endpoint',
  dialect,
  method: 'DELETE',
  path: '/platform/v1/webhook-endpoints/{id}',
  summary: 'Deletes a webhook endpoint; the history of its deliveries is kept',
  description: 'Pending deliveries are no longer sent.',
  audience,
  table: 'write',
  partitions: ['ENDPOINTS#'],
  params: EndpointPath,
  answers: { 204: { description: 'Removed' } },
});

export const rotateWebhookSecretRoute = declare({
  name: 'rotate-webhook-secret',
  dialect,
  method: 'POST',
  path: '/platform/v1/webhook-endpoints/{id}/rotate-secret',
  summary:
    'Replaces the signing secret. Until the overlap ends, webhook-signature also holds a signature with the old one; X-Talkyria-Signature uses the new one from now on',
  description: 'Provide a secret of your own, or have one generated. `overlapSeconds` is how long both sign.',
  audience,
  table: 'write',
  partitions: ['ENDPOINTS#'],
  seals: ['webhook-endpoint'],
  params: EndpointPath,
  body: z
    .strictObject({
      secret: secret.optional(),
      overlapSeconds: z
        .int()
        .min(0)
        .max(OVERLAP_SECONDS.longest)
        .default(OVERLAP_SECONDS.usual)
        .describe('0 ends the old secret at once'),
    })
    .prefault({}),
  bodyExample: { overlapSeconds: 3600 },
  answers: { 200: { description: 'The endpoint, with its new secret', schema: RotatedSecretView } },
});

export const revokePreviousSecretsRoute = declare({
  name: 'revoke-previous-secrets',
  dialect,
  method: 'POST',
  path: '/platform/v1/webhook-endpoints/{id}/revoke-previous-secrets',
  summary:
    'Ends every overlap at once: from now on only the current secret signs. Without an overlap nothing changes',
  description: 'For a secret that was leaked.',
  audience,
  table: 'write',
  partitions: ['ENDPOINTS#'],
  params: EndpointPath,
  answers: { 200: { description: 'The updated endpoint', schema: EndpointView } },
});

export const pingWebhookEndpointRoute = declare({
  name: 'ping-webhook-endpoint',
  dialect,
  method: 'POST',
  path: '/platform/v1/webhook-endpoints/{id}/ping',
  summary: 'Sends a signed test event, once',
  description: 'Returns the delivery; its result is found with `get-webhook-delivery`.',
  audience,
  table: 'write',
  params: EndpointPath,
  answers: { 202: { description: 'Its delivery; an attempt is queued', schema: WebhookDeliveryView } },
});

export const webhookEndpointRoutes = [
  createWebhookEndpointRoute,
  listWebhookEndpointsRoute,
  getWebhookEndpointRoute,
  updateWebhookEndpointRoute,
  deleteWebhookEndpointRoute,
  rotateWebhookSecretRoute,
  revokePreviousSecretsRoute,
  pingWebhookEndpointRoute,
];
