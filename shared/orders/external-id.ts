import { absent, type Item, type Key, versionIs, type Write } from '../dynamo/expressions.ts';
import { type Scope, scopeKey } from '../tenants/scope.ts';

/** Every order of a scope that has one external id, by source: what makes (source, externalId) unique. */
export interface ExternalId {
  externalId: string;
  /** Order ids by source. */
  orders: Record<string, string>;
  version: number;
}

export const externalIdKey = (scope: Scope, externalId: string): Key => ({
  pk: `EXTERNAL#${scopeKey(scope)}#${externalId}`,
  sk: 'EXTERNAL',
});

export function externalIdFromItem(item: Item): ExternalId {
  const { externalId, orders, version } = item as unknown as ExternalId;
  return { externalId, orders, version };
}

/** The order that (source, externalId) names: the very one, else the only one that has the external id. */
export function orderIdOf(known: ExternalId | undefined, source: string): string | undefined {
  if (known === undefined) return undefined;
  const exact = Object.hasOwn(known.orders, source) ? known.orders[source] : undefined;
  if (exact !== undefined) return exact;
  const ids = Object.values(known.orders);
  return ids.length === 1 ? ids[0] : undefined;
}

/** Claims (source, externalId) for an order; refused when any order took the external id since it was read. */
export function claimExternalId(
  scope: Scope,
  externalId: string,
  source: string,
  orderId: string,
  known: ExternalId | undefined,
): Write {
  return {
    put: {
      ...externalIdKey(scope, externalId),
      entity: 'external-id',
      externalId,
      orders: { ...known?.orders, [source]: orderId },
      version: (known?.version ?? 0) + 1,
    },
    if: known ? versionIs(known.version) : absent,
  };
}
