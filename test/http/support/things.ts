import { beforeAll, beforeEach } from 'vitest';
import { absent } from '../../../shared/adapters/dynamo/expressions.ts';
import { endpoint, type RequestHandler } from '../../../shared/http/endpoints/endpoint.ts';
import type { Handler, Reply } from '../../../shared/http/exchange.ts';
import type { Sent } from '../../support/api/event.ts';
import { type HandlerResponse, send } from '../../support/api/respond.ts';
import { type AddedTenant, addTenant } from '../../support/data/tenant.ts';
import { engine, useTable } from '../../support/table/setting.ts';
import { makeThing } from './declarations.ts';

/** Of the file that calls `useThings`. */
export let owner: AddedTenant;
/** New for each test: what time it is, and how many things were made. */
export const things = { now: new Date(), made: 0 };

/** Gives a file a table, and a tenant whose requests make things. */
export function useThings(): void {
  useTable();
  beforeAll(async () => {
    owner = await addTenant(engine.table);
  });
  beforeEach(() => {
    things.now = new Date();
    things.made = 0;
  });
}

export const serve = (handle: RequestHandler<typeof makeThing>): Handler =>
  endpoint(makeThing, handle, { table: engine.table, clock: () => things.now });

/** Stores a thing of a new name each time it runs, in one transaction with the receipt. */
export const make: RequestHandler<typeof makeThing> = async ({ body, receipt }, { table }) => {
  const name = crypto.randomUUID();
  const reply: Reply = { status: 201, body: { name, asked: body.name }, headers: { location: `/${name}` } };
  await table.transact([{ put: { pk: 'THINGS', sk: name }, if: absent }, ...receipt(reply)]);
  things.made++;
  return reply;
};

export const post = (
  handler: Handler,
  idempotencyKey: string | undefined,
  sent: Partial<Sent> = {},
): Promise<HandlerResponse> =>
  send(handler, {
    method: 'POST',
    path: '/platform/v1/things/1',
    pathParameters: { id: '1' },
    key: owner.testKey,
    body: { name: 'one' },
    ...sent,
    headers: { ...(idempotencyKey !== undefined && { 'Idempotency-Key': idempotencyKey }), ...sent.headers },
  });
