import { absent, type Item, type Key, versionIs, type Write } from '../../adapters/dynamo/expressions.ts';
import { entityFromItem } from '../../adapters/dynamo/items/entity.ts';
import { type Scope, scopeKey } from '../../base/scope.ts';

/** Every order of a scope that has one external id, by source: what makes (source, externalId) unique. */
export interface ExternalId {
  externalId: string;
  /** Order ids by source. */
  orders: Record<string, string>;
  version: number;
}

/** Ids are compared in NFC: one text may be written with other code points by another system. */
export const externalIdKey = (scope: Scope, externalId: string): Key => ({
  pk: `EXTERNAL#${scopeKey(scope)}#${externalId.normalize('NFC')}`,
  sk: 'EXTERNAL',
});

/** Of an order without a given source. */
export const DEFAULT_SOURCE = 'api';

/** Sources are compared without case: `Shopify` is `shopify`. */
export const isSameSource = (a: string, b: string): boolean => caseless(a) === caseless(b);

/** By way of small letters: `ẞ` has no capitals, `ß` has. */
const caseless = (source: string): string =>
  source.normalize('NFC').toLowerCase().toUpperCase().normalize('NFC');

/** The form of a source's name: words in any script, with marks on letters. */
export const SOURCE = /^[\p{L}\p{N}][\p{L}\p{M}\p{N} _.:-]*$/u;

export function externalIdFromItem(item: Item): ExternalId {
  const { externalId, orders, version } = entityFromItem<ExternalId>(item);
  return { externalId, orders, version };
}

/** The order that (source, externalId) names. */
export function orderIdOf(known: ExternalId | undefined, source: string): string | undefined {
  return Object.entries(known?.orders ?? {}).find(([from]) => isSameSource(from, source))?.[1];
}

/** The order that has the external id, when it is the only one. */
export function onlyOrderIdOf(known: ExternalId | undefined): string | undefined {
  const [only, ...others] = Object.values(known?.orders ?? {});
  return others.length === 0 ? only : undefined;
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
    name: 'externalId',
  };
}
