import { builtInRegions } from '../../../infra/regions/built-in.ts';
import type { Table } from '../../../shared/adapters/dynamo/table.ts';
import { storeRegion } from '../../../shared/serviceability/regions/region.ts';

/** Stores the four built-in regions: Bengaluru, Bogotá, Medellín and Ciudad de México. */
export async function addRegions(table: Table): Promise<void> {
  for (const region of builtInRegions()) await storeRegion(table, region);
}
