import type { Handler } from '../../shared/http/endpoint.ts';
import { type Answered, send } from '../support/respond.ts';
import { startTable, type TestTable } from '../support/table.ts';

export type Json = Record<string, unknown>;

/** The four endpoints, called as API Gateway calls them, on an engine of their own. */
export interface ConfirmationApi {
  engine: TestTable;
  trigger(key: string, body: unknown, headers?: Record<string, string>): Promise<Answered>;
  getOrder(key: string, id: string): Promise<Answered>;
  listOrders(key: string, query?: string): Promise<Answered>;
  updateLogistics(key: string, id: string, body: unknown): Promise<Answered>;
}

export async function startConfirmationApi(): Promise<ConfirmationApi> {
  const engine = await startTable();
  process.env.LIVE_CALLS = 'simulator';
  // Functions read their environment when they are loaded, so it has to stand before.
  const load = async (name: string) =>
    ((await import(`../../functions/confirmation/${name}.ts`)) as { handler: Handler }).handler;
  const [trigger, getOrder, listOrders, updateLogistics] = await Promise.all(
    ['trigger-call', 'get-order', 'list-orders', 'update-logistics'].map(load),
  );
  const present = (handler: Handler | undefined): Handler => {
    if (handler === undefined) throw new Error('A function has no handler');
    return handler;
  };
  return {
    engine,
    trigger: (key, body, headers = {}) =>
      send(present(trigger), { method: 'POST', path: '/api/v1/calls/trigger', key, body, headers }),
    getOrder: (key, id) =>
      send(present(getOrder), { path: `/api/v1/orders/${id}`, pathParameters: { id }, key }),
    listOrders: (key, query = '') => send(present(listOrders), { path: `/api/v1/orders${query}`, key }),
    updateLogistics: (key, id, body) =>
      send(present(updateLogistics), {
        method: 'PATCH',
        path: `/api/v1/orders/${id}/status`,
        pathParameters: { id },
        key,
        body,
      }),
  };
}

/** The reference's own request. */
export const NESTED = {
  source: 'chateapro',
  callType: 'confirmation',
  customer: { name: 'Juan Perez', phone: '+573001234567', ns: 'contact_123', city: 'Bogota' },
  address: { address1: 'Calle 45 #23-12', address2: 'Apto 301', city: 'Bogota', province: 'Cundinamarca' },
  order: { externalId: 'CP-12345', products: 'Samsung Galaxy S25 x1', totalPrice: 85600, currency: 'COP' },
} as const;

/** The reference's JavaScript and Python examples. */
export const FLAT = {
  externalId: 'mi_orden_123',
  customer: { name: 'Juan', phone: '+573001234567' },
  products: [{ name: 'Producto X', quantity: 1 }],
  totalPrice: '85600',
} as const;
