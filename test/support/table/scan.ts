import { createEngineClient } from '../../../infra/local/engine/client.ts';
import type { Item } from '../../../shared/adapters/dynamo/expressions.ts';
import { fromImage, type Image } from '../../../shared/adapters/dynamo/sdk/attributes.ts';

/** Every item that a table holds, as it is stored. */
export async function scanTable({
  endpoint,
  tableName,
}: {
  endpoint: string;
  tableName: string;
}): Promise<Item[]> {
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
    return items;
  } finally {
    client.close();
  }
}
