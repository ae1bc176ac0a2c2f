import { afterAll, beforeAll } from 'vitest';
import { startApi, type TestApi } from '../support/api/api.ts';
import type { HandlerResponse } from '../support/api/respond.ts';

export type Json = Record<string, unknown>;

/** The four endpoints of the dialect. */
export interface ConfirmationApi {
  engine: TestApi;
  trigger(key: string, body: unknown, headers?: Record<string, string>): Promise<HandlerResponse>;
  getOrder(key: string, id: string): Promise<HandlerResponse>;
  listOrders(key: string, query?: string): Promise<HandlerResponse>;
  updateLogistics(key: string, id: string, body: unknown): Promise<HandlerResponse>;
}

/** Of the file that calls `useConfirmationApi`; each has its own, as vitest loads a module anew for each file. */
export let api: ConfirmationApi;

/** Gives a file the declared endpoints, on a table to itself. */
export function useConfirmationApi(): void {
  beforeAll(async () => {
    api = await startConfirmationApi();
  });
  afterAll(() => api.engine.stop());
}

async function startConfirmationApi(): Promise<ConfirmationApi> {
  const engine = await startApi();
  const { ask } = engine;
  return {
    engine,
    trigger: (key, body, headers = {}) => ask('POST /api/v1/calls/trigger', { key, body, headers }),
    getOrder: (key, id) => ask(`GET /api/v1/orders/${id}`, { key }),
    listOrders: (key, query = '') => ask(`GET /api/v1/orders${query}`, { key }),
    updateLogistics: (key, id, body) => ask(`PATCH /api/v1/orders/${id}/status`, { key, body }),
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
