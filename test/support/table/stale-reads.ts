import type { Item, Key } from '../../../shared/adapters/dynamo/expressions.ts';
import type { Table } from '../../../shared/adapters/dynamo/table.ts';

/** A table whose eventually consistent reads of these items still find them as they are now, whatever becomes of them. */
export async function withStaleReads(table: Table, keys: readonly Key[]): Promise<Table> {
  const nameOf = ({ pk, sk }: Key) => `${pk} ${sk}`;
  const found = new Map<string, Item | undefined>();
  for (const key of keys) found.set(nameOf(key), await table.get(key));
  return {
    ...table,
    async get(key, options) {
      const isLate = options?.eventually === true && found.has(nameOf(key));
      return isLate ? found.get(nameOf(key)) : table.get(key, options);
    },
    async query(query) {
      const page = await table.query(query);
      if (query.eventually !== true) return page;
      const items = page.items.flatMap((item) =>
        found.has(nameOf(item)) ? (found.get(nameOf(item)) ?? []) : item,
      );
      return { ...page, items };
    },
  };
}
