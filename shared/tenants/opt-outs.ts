import type { Item, Key } from '../dynamo/expressions.ts';
import { type Scope, scopeKey } from './scope.ts';

/** That a customer does not want to be called. */
export interface OptOut {
  /** E.164. */
  phone: string;
  reason: string | null;
  /** ISO 8601, UTC. */
  createdAt: string;
}

/** The partition that holds all opted-out phones of a tenant's mode. */
export const optOutsPartition = (scope: Scope): string => `OPTOUT#${scopeKey(scope)}`;

/** Where it stands that a customer does not want to be called. `phone` is E.164. */
export function optOutKey(scope: Scope, phone: string): Key {
  return { pk: optOutsPartition(scope), sk: phone };
}

export const optOutToItem = (scope: Scope, optOut: OptOut): Item => ({
  ...optOutKey(scope, optOut.phone),
  entity: 'opt-out',
  ...optOut,
});

export function optOutFromItem({ phone, reason, createdAt }: Item): OptOut {
  return {
    phone: String(phone),
    reason: typeof reason === 'string' ? reason : null,
    createdAt: String(createdAt),
  };
}
