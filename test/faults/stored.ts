import { createEngineClient } from '../../infra/local/engine/client.ts';
import { fromImage, type Image } from '../../shared/adapters/dynamo/attributes.ts';
import type { Item } from '../../shared/adapters/dynamo/expressions.ts';

/** All that a table holds, by the kind of thing. */
export interface Stored {
  of(entity: string): readonly Item[];
}

/** Reads a whole table. */
export async function readStored({
  endpoint,
  tableName,
}: {
  endpoint: string;
  tableName: string;
}): Promise<Stored> {
  const client = createEngineClient(endpoint, 'us-east-1');
  const items: Item[] = [];
  try {
    let after: object | undefined;
    do {
      const page = await client.call<{ Items: Image[]; LastEvaluatedKey?: object }>('Scan', {
        TableName: tableName,
        ConsistentRead: true,
        ...(after && { ExclusiveStartKey: after }),
      });
      for (const image of page.Items) items.push(fromImage(image) as Item);
      after = page.LastEvaluatedKey;
    } while (after);
  } finally {
    client.close();
  }
  const byEntity = Map.groupBy(items, ({ entity }) => String(entity));
  return { of: (entity) => byEntity.get(entity) ?? [] };
}
