import { entityFromItem } from '../../adapters/dynamo/entity.ts';
import type { Item, Key } from '../../adapters/dynamo/expressions.ts';
import { type Scope, scopeKey } from '../../base/scope.ts';
import { type DomainEvent, EVENT_ENTITY } from '../../events/event.ts';
import type { WebhookRecovery } from './recovery.ts';

/** All recoveries of a tenant's mode, by time. */
export const recoveriesPartition = (scope: Scope): string => `RECOVERIES#${scopeKey(scope)}`;

export const recoveryKey = (scope: Scope, id: string): Key => ({ pk: recoveriesPartition(scope), sk: id });

export const recoveryToItem = (recovery: WebhookRecovery): Item => ({
  ...recoveryKey(recovery, recovery.id),
  entity: 'webhook-recovery',
  ...recovery,
});

export const recoveryFromItem = (item: Item): WebhookRecovery => entityFromItem(item);

/** The event that asks for the work, beside its job. */
export const recoveryEventToItem = (recovery: WebhookRecovery, event: DomainEvent): Item => ({
  pk: `RECOVERY#${scopeKey(recovery)}#${recovery.id}`,
  sk: `EVENT#${event.id}`,
  entity: EVENT_ENTITY,
  expiresAt: recovery.expiresAt,
  ...event,
});
