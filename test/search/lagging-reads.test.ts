import { expect, it } from 'vitest';
import type { Scope } from '../../shared/base/scope.ts';
import { countMatches } from '../../shared/orders/search/find-words.ts';
import { KEEP_LIMITS, keepSearch } from '../../shared/orders/search/keep-search.ts';
import { pageOfMatches } from '../../shared/orders/search/match-page.ts';
import { parseSearchTerm } from '../../shared/orders/search/words.ts';
import { keepStatuses, STATUS_LIMITS } from '../../shared/orders/statuses/keep-statuses.ts';
import { pageOfKind } from '../../shared/orders/statuses/page-of-kind.ts';
import { loadSets } from '../../shared/orders/statuses/sets.ts';
import { addRows } from '../reports/rows.ts';
import { withLaggingReads } from '../support/table/lagging-reads.ts';
import { engine, useTable } from '../support/table/setting.ts';
import { findWords } from './find-words.ts';

useTable();

const scope: Scope = { tenantId: 'tnt_lagging', mode: 'test' };
const COUNT = 300;
const SMALL = { entries: 50, batches: 2, batchMs: 0 };

it('finds all orders while what was put together has not reached each replica', async () => {
  const orders = await addRows(engine.table, scope, COUNT);
  const { table, replicate } = withLaggingReads(engine.table);
  const services = { table, clock: () => new Date(), wait: async () => replicate() };
  const search = parseSearchTerm('ana', undefined);
  const found = async () => {
    const matches = await findWords(table, scope, search);
    const ids = await pageOfMatches(table, scope, matches, { descending: false, offset: 0, limit: COUNT });
    return { ids, total: await countMatches(matches) };
  };
  const wanted = orders.filter(({ customer }) => customer.name.includes('Ana')).map(({ id }) => id);
  await keepSearch(services, scope, { ...KEEP_LIMITS, ...SMALL });
  expect(await found()).toEqual({ ids: wanted, total: wanted.length });
});

it('lists a status while its sets have not reached each replica', async () => {
  const { table, replicate } = withLaggingReads(engine.table);
  const services = { table, clock: () => new Date(), wait: async () => replicate() };
  await keepStatuses(services, scope, { ...STATUS_LIMITS, worth: 1, chunk: 40 });
  const window = { descending: false, offset: 0, limit: COUNT };
  const sets = await loadSets(table, scope);
  const page = await pageOfKind(
    table,
    scope,
    { kind: 'pending', from: undefined, to: undefined },
    window,
    sets,
  );
  expect(page?.total).toBe(COUNT);
  expect(page?.found).toHaveLength(COUNT);
});
