import type { CallScript, CallStart } from '../../../shared/calls/telephony/port/port.ts';

type Overrides = Partial<Omit<CallStart, 'script'>> & { script?: Partial<CallScript> };

/** A first dial to Juan Perez about the reference's own order. */
export function callStart({ script, ...overrides }: Overrides = {}): CallStart {
  return {
    tenantId: 'tnt_01kaq3v0000000000000000000',
    mode: 'test',
    orderId: 'ord_01kaq3v1110000000000000000',
    callId: 'call_01kaq3v2220000000000000000',
    attempt: 1,
    phone: '+573001234567',
    language: 'es-CO',
    publicUrl: 'https://api.example.com',
    records: true,
    metadata: null,
    ...overrides,
    script: {
      callType: 'confirmation',
      storeName: 'Mi Tienda',
      customerName: 'Juan Perez',
      products: 'Samsung Galaxy S25 x1',
      total: '85600',
      currency: 'COP',
      orderNumber: '#1001',
      address: 'Calle 45 #23-12, Apto 301, Bogota',
      ...script,
    },
  };
}
