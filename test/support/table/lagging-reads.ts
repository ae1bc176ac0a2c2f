import type { Key } from '../../../shared/adapters/dynamo/expressions.ts';
import type { Query } from '../../../shared/adapters/dynamo/query.ts';
import type { Table } from '../../../shared/adapters/dynamo/table.ts';

/** A table whose eventually consistent reads find no item that was put since the last `replicate`. */
export function withLaggingReads(table: Table): { table: Table; replicate: () => void } {
  const late = new Set<string>();
  const nameOf = ({ pk, sk }: Key) => `${pk} ${sk}`;
  const isThere = (item: Key) => !late.has(nameOf(item));
  const noteAll = (writes: readonly object[]) => {
    for (const write of writes) if ('put' in write) late.add(nameOf(write.put as Key));
  };
  const lagging: Table = {
    ...table,
    async get(key, options) {
      return options?.eventually && !isThere(key) ? undefined : table.get(key, options);
    },
    async batchGet(keys, options) {
      return table.batchGet(options?.eventually ? keys.filter(isThere) : keys, options);
    },
    async query({ limit, ...query }) {
      if (!query.eventually) return table.query({ ...query, ...(limit !== undefined && { limit }) });
      const page = await table.query(query);
      return { ...page, items: page.items.filter(isThere).slice(0, limit) };
    },
    async *all(query: Query) {
      for await (const item of table.all(query)) if (!query.eventually || isThere(item)) yield item;
    },
    async put(item, condition) {
      await table.put(item, condition);
      noteAll([{ put: item }]);
    },
    async batchWrite(writes) {
      await table.batchWrite(writes);
      noteAll(writes);
    },
    async transact(writes) {
      await table.transact(writes);
      noteAll(writes);
    },
  };
  return { table: lagging, replicate: () => late.clear() };
}
