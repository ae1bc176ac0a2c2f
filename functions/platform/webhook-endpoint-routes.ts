import * as z from 'zod';
import { LONGEST_URL } from '../../shared/adapters/outbound/limits.ts';
import { isAcceptableSecret, SECRET_RULE } from '../../shared/adapters/signing/secrets.ts';
import { declare } from '../../shared/http/declaration.ts';
import { OVERLAP_SECONDS } from '../../shared/webhooks/endpoints/endpoint.ts';
import { LIMITS } from '../../shared/webhooks/endpoints/sending-options.ts';
import { subscribableNames } from '../../shared/webhooks/kinds/catalogue.ts';
import { retrySchedules } from '../../shared/webhooks/kinds/retry-schedule.ts';
import { readOnlyFields } from './read-only.ts';
import { RecoveryOfferView } from './webhook-recovery-views.ts';
import { EndpointView, MadeEndpointView, RotatedSecretView, WebhookDeliveryView } from './webhook-views.ts';

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
  .max(LONGEST_URL)
  .describe('https, on port 443 or one from 1024 on; on one’s own machine http too, on any port');
const events = z.array(z.enum(subscribableNames)).min(1).max(20);
const secret = z
  .string()
  .refine(isAcceptableSecret, { params: { rule: 'secret' }, message: `must be ${SECRET_RULE}` })
  .describe(`One’s own: ${SECRET_RULE}. One is made when it is not given`);

const retrySchedule = z
  .enum(retrySchedules)
  .describe(
    'standard: the waits that each webhook is documented with; long: ten tries over more than three days',
  );
const manner = {
  strictOrder: z
    .boolean()
    .describe('Whether an event waits until the earlier ones of its order have come or have failed for good'),
  maxConcurrency: z
    .int()
    .min(1)
    .max(LIMITS.maxConcurrency)
    .nullable()
    .describe('Attempts at the same time; null for any number'),
  rateLimit: z
    .int()
    .min(1)
    .max(LIMITS.rateLimit)
    .nullable()
    .describe('Attempts per second; null for any number'),
};

const dialect = 'platform';
const audience = 'key';

export const createWebhookEndpointRoute = declare({
  name: 'create-webhook-endpoint',
  dialect,
  method: 'POST',
  path: '/platform/v1/webhook-endpoints',
  summary: 'Subscribes a URL to events; its secret is shown this once',
  description:
    'Receivers have public https addresses; on your own machine any will do. Verify signatures with the secret of the answer.',
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
    ...z.object(manner).partial().shape,
  }),
  bodyExample: { url: 'https://mitienda.com/hooks/recado', events: ['call.outcome_final'] },
  answers: { 201: { description: 'The endpoint, with its secret', schema: MadeEndpointView } },
});

export const listWebhookEndpointsRoute = declare({
  name: 'list-webhook-endpoints',
  dialect,
  method: 'GET',
  path: '/platform/v1/webhook-endpoints',
  summary: 'All webhook endpoints, oldest first',
  description: 'Those of the mode of the key, without their secrets.',
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
  description: 'Also tells whether and why it is disabled.',
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
    'Changes what is given and leaves the rest. A disabled endpoint gets nothing: its events are held for 14 days. Enabling it forgets why it was disabled',
  description:
    'The answer to `enabled: true` offers in `recovery` what was missed, as `create-webhook-recovery` takes it.',
  audience,
  table: 'write',
  params: EndpointPath,
  body: z
    .strictObject({ url, events, enabled: z.boolean(), retrySchedule, ...manner })
    .partial()
    .extend(readOnlyFields(READ_ONLY_OF_ENDPOINTS)),
  bodyExample: { enabled: false },
  answers: { 200: { description: 'The endpoint as it is now', schema: UpdatedEndpointView } },
});

export const deleteWebhookEndpointRoute = declare({
  name: 'delete-webhook-endpoint',
  dialect,
  method: 'DELETE',
  path: '/platform/v1/webhook-endpoints/{id}',
  summary: 'Removes a webhook endpoint; the history of its deliveries stays',
  description: 'What waits for it is not sent any more.',
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
    'Makes another secret the one that signs. Until the overlap ends, webhook-signature holds a signature of the old one too; X-Talkyria-Signature is the new one’s from now on',
  description: 'Name a secret of your own, or have one made. `overlapSeconds` says how long both sign.',
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
    'Ends every overlap at once: from now on the current secret alone signs. Without an overlap it changes nothing',
  description: 'For a secret that got into wrong hands.',
  audience,
  table: 'write',
  partitions: ['ENDPOINTS#'],
  params: EndpointPath,
  answers: { 200: { description: 'The endpoint as it is now', schema: EndpointView } },
});

export const pingWebhookEndpointRoute = declare({
  name: 'ping-webhook-endpoint',
  dialect,
  method: 'POST',
  path: '/platform/v1/webhook-endpoints/{id}/ping',
  summary: 'Sends a signed test event, once',
  description: 'The answer is the delivery; how it went stands in `get-webhook-delivery`.',
  audience,
  table: 'write',
  params: EndpointPath,
  answers: { 202: { description: 'Its delivery, on its way', schema: WebhookDeliveryView } },
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
