import type { DynamoDBRecord } from 'aws-lambda';
import type { Table } from '../../shared/adapters/dynamo/table.ts';
import { getTimeline } from '../../shared/orders/changes/timeline.ts';
import type { Shop } from '../orders/support/shop.ts';
import { knownEvent } from '../support/data/known-event.ts';
import { eventRecord } from '../webhooks/support/factories.ts';

/** What the stream brought of everything that happened to these orders. */
export async function recordsOf(
  table: Table,
  { tenant }: Shop,
  orderIds: readonly string[],
): Promise<DynamoDBRecord[]> {
  const scope = { tenantId: tenant.id, mode: 'test' } as const;
  const timelines = await Promise.all(orderIds.map((id) => getTimeline(table, scope, id)));
  return timelines.flatMap((timeline) => (timeline?.events ?? []).map(knownEvent).map(eventRecord));
}
