import type { QueryCommandInput, TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { type Changes, type Condition, type Key, render, type Write } from './expressions.ts';
import type { Query } from './query.ts';
import { type Image, toImage } from './sdk/attributes.ts';

/** The two key attributes of an object, without its others. */
export const keyImage = ({ pk, sk }: Key): Image => toImage({ pk, sk });

/** The expression parameters of a write. */
export function expressionsOf(changes: Changes | undefined, condition: Condition | undefined) {
  const { ExpressionAttributeValues: values, ...rest } = render(changes, condition);
  return { ...rest, ...(values && { ExpressionAttributeValues: toImage(values) }) };
}

export function queryInput(tableName: string, query: Query): QueryCommandInput {
  const key = keyCondition(query);
  return {
    TableName: tableName,
    KeyConditionExpression: key.expression,
    ExpressionAttributeNames: { ...key.names, ...query.filter?.names },
    ExpressionAttributeValues: toImage({ ...key.values, ...query.filter?.values }),
    ScanIndexForward: !query.newestFirst,
    ConsistentRead: query.index === undefined && !query.eventually,
    ...(query.index && { IndexName: query.index }),
    ...(query.filter && { FilterExpression: query.filter.expression }),
    ...(query.limit !== undefined && { Limit: query.limit }),
    ...(query.after && { ExclusiveStartKey: toImage(query.after) }),
    ...(query.countOnly && { Select: 'COUNT' as const }),
  };
}

function keyCondition(query: Query): Required<Condition> {
  const [pk, sk] = query.index ? [`${query.index}Pk`, `${query.index}Sk`] : ['pk', 'sk'];
  const [names, values] = [{ '#pk': pk }, { ':pk': query.pk }];
  if (query.between) {
    const [from, to] = query.between;
    return {
      expression: '#pk = :pk AND #sk BETWEEN :from AND :to',
      names: { ...names, '#sk': sk },
      values: { ...values, ':from': from, ':to': to },
    };
  }
  if (query.prefix !== undefined)
    return {
      expression: '#pk = :pk AND begins_with(#sk, :prefix)',
      names: { ...names, '#sk': sk },
      values: { ...values, ':prefix': query.prefix },
    };
  return { expression: '#pk = :pk', names, values };
}

export function transactItem(tableName: string, write: Write): TransactWriteItem {
  const base = { TableName: tableName, ReturnValuesOnConditionCheckFailure: 'ALL_OLD' } as const;
  if ('put' in write)
    return { Put: { ...base, Item: toImage(write.put), ...expressionsOf(undefined, write.if) } };
  if ('update' in write) {
    const { UpdateExpression = '', ...rest } = expressionsOf(write.changes, write.if);
    return { Update: { ...base, Key: keyImage(write.update), UpdateExpression, ...rest } };
  }
  if ('delete' in write)
    return { Delete: { ...base, Key: keyImage(write.delete), ...expressionsOf(undefined, write.if) } };
  const { ConditionExpression = '', ...rest } = expressionsOf(undefined, write.if);
  return { ConditionCheck: { ...base, Key: keyImage(write.check), ConditionExpression, ...rest } };
}
