import * as z from 'zod';
import type { MadeEndpoint } from '../../../../shared/webhooks/endpoints/create-endpoint.ts';
import {
  disabledReasons,
  liveSecrets,
  type PublicEndpoint,
  toPublic,
} from '../../../../shared/webhooks/endpoints/endpoint.ts';
import { subscribableNames } from '../../../../shared/webhooks/kinds/catalogue.ts';
import { retrySchedules } from '../../../../shared/webhooks/kinds/retry-schedule.ts';

const instant = z.iso.datetime();

export const EndpointView = z.object({
  id: z.string().describe('whe_…'),
  url: z.string(),
  events: z.array(z.enum(subscribableNames)),
  enabled: z.boolean(),
  disabledReason: z
    .enum(disabledReasons)
    .nullable()
    .describe(
      'requested: by its owner; gone: its receiver answered 410; failing: three days of failures without a success. null while it is enabled',
    ),
  disabledAt: instant.nullable().describe('Since when its events are held; null while it is enabled'),
  failingSince: instant
    .nullable()
    .describe('The first failure since the last success, or since it was enabled; null when there is none'),
  retrySchedule: z.enum(retrySchedules),
  strictOrder: z.boolean(),
  maxConcurrency: z.int().nullable(),
  rateLimit: z.int().nullable(),
  createdAt: instant,
  updatedAt: instant,
});

export const MadeEndpointView = EndpointView.extend({
  secret: z.string().describe('Signs everything that is sent here; shown this once'),
});

export const RotatedSecretView = MadeEndpointView.extend({
  previousSecretsUntil: instant
    .nullable()
    .describe('Until when the secrets before this one sign beside it; null when they do not'),
});

export const viewEndpoint = toPublic;

export function viewMadeEndpoint({ endpoint, secret }: MadeEndpoint): PublicEndpoint & { secret: string } {
  return { ...viewEndpoint(endpoint), secret };
}

export function viewRotatedSecret(
  made: MadeEndpoint,
  now: Date,
): ReturnType<typeof viewMadeEndpoint> & { previousSecretsUntil: string | null } {
  const untils = liveSecrets(made.endpoint, now).flatMap(({ until }) => until ?? []);
  return { ...viewMadeEndpoint(made), previousSecretsUntil: untils.toSorted().at(-1) ?? null };
}
