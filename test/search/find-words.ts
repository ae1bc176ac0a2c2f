import type { Table } from '../../shared/adapters/dynamo/table.ts';
import type { Scope } from '../../shared/base/scope.ts';
import { answerFromMatches, type WordMatches } from '../../shared/orders/search/find-words.ts';
import type { SearchTerm } from '../../shared/orders/search/words.ts';

/** What answers are made from. */
export const findWords = (table: Table, scope: Scope, wanted: SearchTerm): Promise<WordMatches> =>
  answerFromMatches(table, scope, wanted, async (matches) => matches);
