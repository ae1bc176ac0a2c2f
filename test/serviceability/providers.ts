import type { Table } from '../../shared/adapters/dynamo/table.ts';
import type { Scope } from '../../shared/base/scope.ts';
import { pincodeGazetteer } from '../../shared/geo/addresses/pincode-gazetteer.ts';
import { asTheCrowFlies } from '../../shared/geo/distance/distance.ts';
import type { ProvidersWithAddresses } from '../../shared/serviceability/providers-with-addresses.ts';
import { createRegionCache, storeRegion } from '../../shared/serviceability/regions/region.ts';
import type { DeliveryTerms } from '../../shared/serviceability/rules.ts';
import { region } from './factories.ts';

/** The defaults of a local start, each of which a test may have otherwise. */
export const providersWith = (given: Partial<ProvidersWithAddresses> = {}): ProvidersWithAddresses => ({
  regions: createRegionCache(),
  distance: asTheCrowFlies,
  addresses: pincodeGazetteer,
  ...given,
});

export const scope: Scope = { tenantId: 'tnt_01m822ee00000000000000000', mode: 'test' };

export const callerOf = (
  table: Table,
  terms: DeliveryTerms = { enterpriseShipTypes: [] },
): { table: Table; scope: Scope; terms: DeliveryTerms } => ({ table, scope, terms });

export async function addRegion(table: Table, ...given: Parameters<typeof region>): Promise<void> {
  await storeRegion(table, region(...given));
}
