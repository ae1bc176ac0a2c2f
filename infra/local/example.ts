/** The reference's own curl body for triggering a call. The phone's last digits, 4567, make the customer confirm. */
export const exampleCall = {
  source: 'chateapro',
  callType: 'confirmation',
  customer: { name: 'Juan Perez', phone: '+573001234567', ns: 'contact_123', city: 'Bogota' },
  address: { address1: 'Calle 45 #23-12', address2: 'Apto 301', city: 'Bogota', province: 'Cundinamarca' },
  order: { externalId: 'CP-12345', products: 'Samsung Galaxy S25 x1', totalPrice: 85600, currency: 'COP' },
} as const;
