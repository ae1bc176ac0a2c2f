import type { Item, Key } from '../dynamo/expressions.ts';
import { type Scope, scopeKey } from '../tenants/scope.ts';
import type { WebhookName } from './catalogue.ts';

/** A secret that signs; one that was rotated out signs beside its successor until its time ends. */
export interface SigningSecret {
  value: string;
  /** ISO 8601, UTC. Absent for the current one. */
  until?: string;
}

/** Where a tenant wants to hear of events of one mode. */
export interface WebhookEndpoint extends Scope {
  id: string;
  url: string;
  events: readonly WebhookName[];
  enabled: boolean;
  /** The current one first. */
  secrets: readonly SigningSecret[];
  /** ISO 8601, UTC. */
  createdAt: string;
  /** ISO 8601, UTC. */
  updatedAt: string;
  /** Counts the changes; a rotation is conditional on it. */
  version: number;
}

/** What its owner is shown: everything but the secrets. */
export type PublicEndpoint = Pick<
  WebhookEndpoint,
  'id' | 'url' | 'events' | 'enabled' | 'createdAt' | 'updatedAt'
>;

export function toPublic({
  id,
  url,
  events,
  enabled,
  createdAt,
  updatedAt,
}: WebhookEndpoint): PublicEndpoint {
  return { id, url, events, enabled, createdAt, updatedAt };
}

/** Seconds that the old secret signs beside the new one: a day unless it is said, at most a month. */
export const OVERLAP_SECONDS = { usual: 24 * 3600, longest: 31 * 24 * 3600 } as const;

/** Secrets that may sign at the same time: more would not fit a header. */
const MOST_SECRETS = 5;

/** The secrets that sign at an instant, the current one first. */
export function liveSecrets({ secrets }: Pick<WebhookEndpoint, 'secrets'>, now: Date): SigningSecret[] {
  return secrets.filter(({ until }) => until === undefined || new Date(until) > now);
}

/**
 * Makes another secret the current one; what signed until now signs beside it for the overlap, and not at all when that
 * is 0. Undefined when too many would sign at once.
 */
export function rotated(
  endpoint: Pick<WebhookEndpoint, 'secrets'>,
  value: string,
  overlapSeconds: number,
  now: Date,
): SigningSecret[] | undefined {
  const end = new Date(now.getTime() + overlapSeconds * 1000).toISOString();
  const older = liveSecrets(endpoint, now).map((secret) => ({
    value: secret.value,
    until: secret.until !== undefined && secret.until < end ? secret.until : end,
  }));
  const kept = overlapSeconds === 0 ? [] : older.filter((secret) => secret.value !== value);
  return kept.length < MOST_SECRETS ? [{ value }, ...kept] : undefined;
}

/** The partition that holds all endpoints of a tenant's mode. */
export const endpointsPartition = (scope: Scope): string => `ENDPOINTS#${scopeKey(scope)}`;

export function endpointKey(scope: Scope, id: string): Key {
  return { pk: endpointsPartition(scope), sk: id };
}

export function endpointToItem(endpoint: WebhookEndpoint): Item {
  return { ...endpointKey(endpoint, endpoint.id), entity: 'webhook-endpoint', ...endpoint };
}

export function endpointFromItem(item: Item): WebhookEndpoint {
  const { pk: _pk, sk: _sk, entity: _entity, ...endpoint } = item;
  return endpoint as unknown as WebhookEndpoint;
}
