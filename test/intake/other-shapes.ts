/** What Shopify posts for `orders/create`, without what says nothing here. */
export const shopifyOrder = {
  id: 820982911946154500,
  admin_graphql_api_id: 'gid://shopify/Order/820982911946154508',
  email: 'ana@example.com',
  phone: '+573001234567',
  currency: 'COP',
  financial_status: 'pending',
  gateway: 'Cash on Delivery (COD)',
  order_number: 1234,
  total_price: '85600.00',
  line_items: [{ id: 866550311766439000, sku: 'GEL-1', quantity: 1, price: '85600.00', title: 'Gel' }],
  shipping_address: { address1: 'Calle 45 #23-12', city: 'Bogota', phone: '+573001234567' },
  shipping_lines: [],
};

/** What WooCommerce posts for `order.created`, likewise. */
export const wooOrder = {
  id: 727,
  number: '727',
  order_key: 'wc_order_58d2d042d1d',
  status: 'processing',
  currency: 'COP',
  date_created_gmt: '2026-11-22T15:00:00',
  total: '85600.00',
  payment_method: 'cod',
  payment_method_title: 'Contra reembolso',
  billing: { first_name: 'Ana', phone: '3001234567', address_1: 'Calle 45 #23-12' },
  shipping: {},
  line_items: [
    { id: 315, name: 'Gel', product_id: 93, quantity: 1, total: '85600.00', sku: 'GEL-1', price: 85600 },
  ],
  shipping_lines: [],
  meta_data: [],
};
