import type { CipherContext } from '../../adapters/cipher/cipher.ts';
import {
  type Decision,
  decideAndStore,
  failAfterFewConflicts,
} from '../../adapters/dynamo/decide-and-store.ts';
import { ConditionFailed } from '../../adapters/dynamo/errors.ts';
import { type Changes, type Item, type Key, present, versionIs } from '../../adapters/dynamo/expressions.ts';
import { entityFromItem } from '../../adapters/dynamo/items/entity.ts';
import type { Table } from '../../adapters/dynamo/table.ts';
import { remember } from '../../base/async/remember.ts';
import { Problem } from '../../base/problem.ts';
import { type Scope, scopeKey } from '../../base/scope.ts';
import type { WebhookName } from '../kinds/catalogue.ts';
import type { RetrySchedule } from '../kinds/retry-schedule.ts';
import { type SendingOptions, sendingOptionsOf } from './sending-options.ts';

export const disabledReasons = ['requested', 'gone', 'failing'] as const;
/** Who disabled an endpoint: its owner, its receiver by a 410, or three days without a success. */
export type DisabledReason = (typeof disabledReasons)[number];

/** A secret that signs; one that was rotated out signs along with its successor until its time ends. */
export interface SigningSecret {
  /** By the cipher, in the endpoint's context. */
  sealed: string;
  /** ISO 8601, UTC. Absent for the current one. */
  until?: string;
}

/** Where a tenant wants to receive events of one mode. */
export interface WebhookEndpoint extends Scope, SendingOptions {
  id: string;
  url: string;
  events: readonly WebhookName[];
  enabled: boolean;
  /** Absent while it is enabled. */
  disabledReason?: DisabledReason | undefined;
  /** ISO 8601, UTC: since when its events are held. Absent while it is enabled. */
  disabledAt?: string | undefined;
  /** ISO 8601, UTC: the first failure since the last success, or since it was enabled; absent when there is none. */
  failingSince?: string | undefined;
  /** What its deliveries use from now on. */
  retrySchedule: RetrySchedule;
  /** ISO 8601, UTC: from when on each event that concerns it has a delivery, or gets one. */
  orderedSince?: string | undefined;
  /** ISO 8601, UTC: it takes long to answer, and has only a few places until then. Written without a new version. */
  slowUntil?: string | undefined;
  /** The current one first. */
  secrets: readonly SigningSecret[];
  /** ISO 8601, UTC. */
  createdAt: string;
  /** ISO 8601, UTC. */
  updatedAt: string;
  /** Counts the changes, except those of `failingSince`; a change is conditional on it. */
  version: number;
}

/** What its owner is shown: everything but the secrets. */
export interface PublicEndpoint
  extends SendingOptions,
    Pick<WebhookEndpoint, 'id' | 'url' | 'events' | 'enabled' | 'retrySchedule' | 'createdAt' | 'updatedAt'> {
  disabledReason: DisabledReason | null;
  disabledAt: string | null;
  failingSince: string | null;
}

export function toPublic(endpoint: WebhookEndpoint): PublicEndpoint {
  const { id, url, events, enabled, retrySchedule, createdAt, updatedAt } = endpoint;
  const { disabledReason = null, disabledAt = null, failingSince = null } = endpoint;
  return {
    ...{ id, url, events, enabled, disabledReason, disabledAt, failingSince },
    ...{ retrySchedule, ...sendingOptionsOf(endpoint), createdAt, updatedAt },
  };
}

/** What its owner may change. */
export type EndpointChanges = {
  [Name in 'url' | 'events' | 'enabled' | 'retrySchedule' | keyof SendingOptions]?:
    | WebhookEndpoint[Name]
    | undefined;
};

/**
 * Changes what is given and leaves the rest. Enabling forgets why it was disabled and that it was failing; so does
 * another URL, which is another receiver. Disabling what is disabled keeps the time since when it is.
 */
export function changed(
  endpoint: WebhookEndpoint,
  { url, events, enabled, retrySchedule, ...options }: EndpointChanges,
  now: Date,
): WebhookEndpoint {
  const at = now.toISOString();
  const begins = enabled === true && !endpoint.enabled;
  const moves = url !== undefined && url !== endpoint.url;
  return {
    ...endpoint,
    ...(url !== undefined && { url }),
    ...(events !== undefined && { events: [...new Set(events)] }),
    ...(retrySchedule !== undefined && { retrySchedule }),
    ...sendingOptionsOf(options, endpoint),
    ...(begins && { enabled: true, disabledReason: undefined, disabledAt: undefined }),
    ...(enabled === false && {
      enabled: false,
      disabledReason: 'requested',
      disabledAt: endpoint.disabledAt ?? at,
    }),
    ...((begins || moves) && { failingSince: undefined }),
    ...((events !== undefined || options.strictOrder) && { orderedSince: at }),
    ...(moves && { slowUntil: undefined }),
    updatedAt: at,
    version: endpoint.version + 1,
  };
}

/** Seconds that the old secret signs along with the new one: a day by default, at most a month. */
export const OVERLAP_SECONDS = { usual: 24 * 3600, longest: 31 * 24 * 3600 } as const;

/** What an endpoint's secrets are sealed with. */
export const secretContext = ({ tenantId, mode }: Scope, endpointId: string): CipherContext => ({
  purpose: 'webhook-endpoint',
  tenantId,
  mode,
  endpointId,
});

/** Secrets that may sign at the same time: more would not fit a header. */
const MAX_SECRETS = 5;

/** The secrets that sign at an instant, the current one first. */
export function liveSecrets({ secrets }: Pick<WebhookEndpoint, 'secrets'>, now: Date): SigningSecret[] {
  return secrets.filter(({ until }) => until === undefined || new Date(until) > now);
}

/**
 * Makes another secret the current one; the earlier ones sign along with it for the overlap, and not at all when that
 * is 0. Undefined when too many would sign at the same time.
 */
export function rotated(
  endpoint: Pick<WebhookEndpoint, 'secrets'>,
  sealed: string,
  overlapSeconds: number,
  now: Date,
): SigningSecret[] | undefined {
  const end = new Date(now.getTime() + overlapSeconds * 1000).toISOString();
  const older = liveSecrets(endpoint, now).map((secret) => ({
    sealed: secret.sealed,
    until: secret.until !== undefined && secret.until < end ? secret.until : end,
  }));
  const kept = overlapSeconds === 0 ? [] : older;
  return kept.length < MAX_SECRETS ? [{ sealed }, ...kept] : undefined;
}

/** The current secret alone: those rotated out no longer sign, whatever is left of their overlap. */
export const withoutPrevious = ({ secrets }: Pick<WebhookEndpoint, 'secrets'>): SigningSecret[] =>
  secrets.slice(0, 1);

/** The partition that holds all endpoints of a tenant's mode. */
export const endpointsPartition = (scope: Scope): string => `ENDPOINTS#${scopeKey(scope)}`;

export function endpointKey(scope: Scope, id: string): Key {
  return { pk: endpointsPartition(scope), sk: id };
}

export function endpointToItem(endpoint: WebhookEndpoint): Item {
  return { ...endpointKey(endpoint, endpoint.id), entity: 'webhook-endpoint', ...endpoint };
}

export function endpointFromItem(item: Item): WebhookEndpoint {
  const endpoint = entityFromItem<WebhookEndpoint>(item);
  // What endpoints did not always have.
  const first = {
    retrySchedule: 'standard',
    ...sendingOptionsOf(endpoint),
    ...(endpoint.enabled === false && { disabledReason: 'requested', disabledAt: endpoint.updatedAt }),
  };
  return { ...first, ...endpoint } as WebhookEndpoint;
}

export async function loadEndpoint(
  table: Table,
  scope: Scope,
  id: string,
): Promise<WebhookEndpoint | undefined> {
  const item = await table.get(endpointKey(scope, id));
  return item && endpointFromItem(item);
}

/** Attempts of a batch begin within this time. */
const BATCH_MS = 50;

/** Reads an endpoint once for the attempts of a batch, which begin at the same time. */
export const endpointsOfBatch = (table: Table) =>
  remember((of: Scope & { endpointId: string }) => loadEndpoint(table, of, of.endpointId), {
    keyOf: (of) => `${scopeKey(of)} ${of.endpointId}`,
    lastsMs: BATCH_MS,
  });

/** @throws Problem not_found */
export async function requireEndpoint(table: Table, scope: Scope, id: string): Promise<WebhookEndpoint> {
  const endpoint = await loadEndpoint(table, scope, id);
  if (endpoint === undefined) throw new Problem('not_found');
  return endpoint;
}

/** Every endpoint of a tenant's mode, oldest first; their number is bounded. */
export async function loadEndpoints(table: Table, scope: Scope): Promise<WebhookEndpoint[]> {
  const endpoints: WebhookEndpoint[] = [];
  for await (const item of table.all({ pk: endpointsPartition(scope) }))
    endpoints.push(endpointFromItem(item));
  return endpoints;
}

/** An endpoint after and before a change. */
interface ChangedEndpoint {
  endpoint: WebhookEndpoint;
  before: WebhookEndpoint;
}

/**
 * Changes what is given and leaves the rest; says how it was before, too.
 * @throws Problem not_found, or conflict when other changes keep coming between
 */
export function updateEndpoint(
  table: Table,
  scope: Scope,
  id: string,
  changes: EndpointChanges,
  now: Date,
): Promise<ChangedEndpoint> {
  return decideAndStore(
    { table, clock: () => now },
    {
      load: () => requireEndpoint(table, scope, id),
      decide(before): Decision<ChangedEndpoint> {
        const endpoint = changed(before, changes, now);
        return {
          answer: () => ({ endpoint, before }),
          write: {
            update: endpointKey(scope, id),
            changes: difference(before, endpoint),
            if: versionIs(before.version),
          },
        };
      },
      conflicts: failAfterFewConflicts,
    },
  );
}

/** Only what a change changes: what is written without a new version must not be undone by it. */
export function difference(before: WebhookEndpoint, after: WebhookEndpoint): Changes {
  const fields = Object.entries(after) as [keyof WebhookEndpoint, unknown][];
  const different = fields.filter(([name, value]) => value !== before[name]);
  return {
    set: Object.fromEntries(different.filter(([, value]) => value !== undefined)),
    remove: different.filter(([, value]) => value === undefined).map(([name]) => name),
  };
}

/**
 * Removes an endpoint; its deliveries stay, and those on their way end without a request.
 * @throws Problem not_found
 */
export async function deleteEndpoint(table: Table, scope: Scope, id: string): Promise<void> {
  try {
    await table.delete(endpointKey(scope, id), present);
  } catch (cause) {
    throw cause instanceof ConditionFailed ? new Problem('not_found', {}, { cause }) : cause;
  }
}
