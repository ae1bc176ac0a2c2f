import type { Item } from '../../../shared/adapters/dynamo/expressions.ts';
import { toImage } from '../../../shared/adapters/dynamo/sdk/attributes.ts';
import { type EngineClient, EngineError } from './client.ts';

/** Puts each item whose key is still free; existing items stay. */
export async function putAbsent(
  client: EngineClient,
  tableName: string,
  items: readonly Item[],
): Promise<void> {
  for (const item of items)
    try {
      await client.call('PutItem', {
        TableName: tableName,
        Item: toImage(item),
        ConditionExpression: 'attribute_not_exists(pk)',
      });
    } catch (cause) {
      if (!(cause instanceof EngineError) || cause.code !== 'ConditionalCheckFailedException') throw cause;
    }
}
