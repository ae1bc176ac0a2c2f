import { entityFromItem } from '../adapters/dynamo/entity.ts';
import type { Item, Key } from '../adapters/dynamo/expressions.ts';
import type { Scope } from '../base/scope.ts';
import { orderPartition } from '../events/event.ts';
import type { Call } from './call.ts';

export const CALL_PREFIX = 'CALL#';

/** Calls are in their order's partition, before the order itself in sort order. */
export const callKey = (scope: Scope, orderId: string, callId: string): Key => ({
  pk: orderPartition(scope, orderId),
  sk: `${CALL_PREFIX}${callId}`,
});

export const callToItem = (call: Call): Item => ({
  ...callKey(call, call.orderId, call.id),
  entity: 'call',
  ...call,
});

export const callFromItem = (item: Item): Call => entityFromItem(item, 'claimId', 'claimUntil');
