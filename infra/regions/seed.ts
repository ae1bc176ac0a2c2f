import type { Table } from '../../shared/dynamo/table.ts';
import { createRegion } from '../../shared/regions/region.ts';
import { createRegionCache, replaceRegion } from '../../shared/regions/region-store.ts';
import { builtInRegions } from './files.ts';

/** Stores the built-in regions in a table that has no regions yet. */
export async function seedRegions(table: Table, now: Date = new Date()): Promise<void> {
  const { all } = await createRegionCache().load(table);
  if (all.length > 0) return;
  for (const { code, settings } of builtInRegions())
    await table.transact(replaceRegion(createRegion(code, settings, now)));
}
