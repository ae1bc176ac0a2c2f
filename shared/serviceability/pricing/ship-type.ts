import { matchesWord } from '../../base/input/coerce-values.ts';

/** How urgent a delivery is, from the most to the least; also what a region's `services` are called. */
export const urgencies = ['now', 'rush', 'xpress', 'sameday', 'standard'] as const;

export type Urgency = (typeof urgencies)[number];

/** The names in requests: an urgency in capitals, or its form for enterprise tenants. */
export type ShipType = Uppercase<Urgency> | `${Uppercase<Urgency>}_ENTERPRISE`;

const SUFFIX = '_ENTERPRISE';

export const regularShipTypes: readonly ShipType[] = urgencies.map(
  (urgency) => urgency.toUpperCase() as Uppercase<Urgency>,
);

export const enterpriseShipTypes: readonly ShipType[] = regularShipTypes.map(
  (type) => `${type}${SUFFIX}` as ShipType,
);

export const shipTypes: readonly ShipType[] = [...regularShipTypes, ...enterpriseShipTypes];

/** A ship type by its name in any spelling, `NOW`, `same day` or `standard enterprise`; undefined when there is none of that name. */
export const readShipType = (name: string): ShipType | undefined =>
  shipTypes.find(matchesWord(name.replace(/same[\s_-]+day/i, 'SAMEDAY')));

export const isEnterprise = (type: ShipType): boolean => type.endsWith(SUFFIX);

export function urgencyOf(type: ShipType): Urgency {
  const name = type.replace(SUFFIX, '').toLowerCase();
  const urgency = urgencies.find((each) => each === name);
  if (urgency === undefined) throw new TypeError(`${type} is not a ship type`);
  return urgency;
}

/**
 * The ship types that a tenant may use: an enterprise's own ones and no regular ones, all regular ones for everybody
 * else.
 *
 * @param enterprise the tenant's `enterpriseShipTypes`; undefined or empty for a tenant that is no enterprise
 */
export const shipTypesOf = (enterprise: readonly ShipType[] = []): readonly ShipType[] =>
  enterprise.length > 0 ? enterprise : regularShipTypes;
