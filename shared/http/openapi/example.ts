type Json = Record<string, unknown>;

const ULID = '01kandk9hsy3rrfqq9xsnx7n6e';
const AT = '2026-11-22T15:00:00.000Z';
const EPOCH_MS = Date.parse(AT);

/**
 * What fields hold in examples, by their names or with the name of what they are in: one shop, its customer, his order
 * and its delivery. Null is for fields that are null while all is well.
 */
const VALUES: Readonly<Record<string, unknown>> = {
  '.status': 'STARTED',
  address: 'Calle 45 #23-12, Apto 301, Bogota',
  address1: 'Calle 45 #23-12',
  address2: 'Apto 301',
  addressFinal: 'Calle 45 #23-12, Apto 301',
  'agentDetails.name': 'Carlos Ruiz',
  allowed: 'PICK_REACHED',
  amount: 85600,
  'area.coordinates': [
    [
      [-74.2, 4.5],
      [-74, 4.5],
      [-74, 4.8],
      [-74.2, 4.8],
      [-74.2, 4.5],
    ],
  ],
  averageOrderValue: 85600,
  balance: 250000,
  basePrice: 9000,
  businessOrderID: `ord_${ULID}`,
  business_code: '4821',
  callId: `call_${ULID}`,
  cancelReason: null,
  carrier: 'InterRapidisimo',
  city: 'Bogota',
  code: 'BOG',
  coordinates: 4.711,
  country: 'CO',
  created_at: EPOCH_MS,
  createdTimestamp: EPOCH_MS,
  currency: 'COP',
  customer_name: 'Juan Perez',
  'data.message': 'The delivery is cancelled',
  'data.status': 'STARTED',
  delaysMinutes: 60,
  delivery_method: 'delivery',
  description: 'As the customer asked for it',
  detourFactor: 1.3,
  dimensions: '20x15x10 cm',
  disabledAt: null,
  disabledReason: null,
  domain: 'mitienda.myshopify.com',
  durationMs: 184,
  durationSeconds: 87,
  email: 'juan@example.com',
  end: '18:00',
  endpointId: `whe_${ULID}`,
  estimatedCallTime: '1 minuto',
  estimatedPrice: 12500,
  event: 'call.outcome_final',
  eventId: `evt_${ULID}`,
  exportId: `exp_${ULID}`,
  externalId: 'CP-12345',
  external_order_id: 'CP-12345',
  external_order_number: '#1001',
  external_order_source: 'chateapro',
  failingSince: null,
  final_amount: 85600,
  first_name: 'Juan Perez',
  from: '09:00',
  holidays: '2026-12-25',
  houseNo: 'Apto 301',
  house_no: 'Apto 301',
  itemTypes: 'Electronics',
  key: 'tk_test_5mJ8sVb2fYx0Zq7L',
  label: 'shop',
  landmark: 'Frente al parque',
  language: 'es-CO',
  lastFour: 'Zq7L',
  lat: 4.711,
  lng: -74.0721,
  maxAttempts: 3,
  message: 'Success',
  mobile: '+573001234567',
  mobileNumber: '+573001234567',
  name: 'Juan Perez',
  nextCursor: 'eyJhZnRlciI6IjAxa2FuZGs5In0',
  ns: 'contact_123',
  openapi: '3.1.0',
  'order.status': 'pending',
  orderID: `ord_${ULID}`,
  orderId: `ord_${ULID}`,
  orderNumber: '#1001',
  orderStatus: 'NEW',
  order_id: `ord_${ULID}`,
  'pack.type': 'Electronics',
  'payment_info.method': 'cod',
  payment_id: 'pay_123',
  percentOff: 10,
  phone: '+573001234567',
  pincode: '110111',
  pincodes: '110111',
  price: 85600,
  'product_items.name': 'Samsung Galaxy S25',
  product_retailer_id: 'S25',
  products: 'Samsung Galaxy S25 x1',
  progress: 1,
  provider: 'http',
  province: 'Cundinamarca',
  quantity: 1,
  reason: 'The customer asked for it',
  recordingUrl: 'https://agent.example.com/recordings/1.mp3',
  referenceId: 'ORD1795359600ABCD',
  regionName: 'Bogotá',
  requestID: `req_${ULID}`,
  requestedAtTimestamp: EPOCH_MS,
  revenue: 85600,
  secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
  shopifyOrderId: null,
  sku: 'S25',
  source: 'chateapro',
  start: '08:00',
  summary: 'El cliente confirma el pedido',
  telyportRegionCode: 'BOG',
  temporaryOrderID: `tmp_${ULID}`,
  temporary_id: `tmp_${ULID}`,
  tenantId: `tnt_${ULID}`,
  timeZone: 'America/Bogota',
  timestamp: AT,
  title: 'Order created',
  to: '18:00',
  token: 'b0n4Vq2Yk8',
  totalPrice: 85600,
  trackingID: `trk_${ULID}`,
  trackingLink: `https://recado.example.com/track/trk_${ULID}`,
  trackingNumber: 'CR123456789',
  transactionID: `txn_${ULID}`,
  transcript: 'Agente: ¿Confirma su pedido?\nCliente: Sí',
  updatedAt: AT,
  updated_at: AT,
  url: 'https://shop.example.com/webhooks/recado',
  userID: `usr_${ULID}`,
  user_id: 'shop-user-1',
  zip: '110111',
};

/** How an id of ours starts, by the last noun of the operation that answers with it. */
const IDS: readonly [noun: RegExp, prefix: string][] = [
  [/webhook-deliver|ping-webhook/, 'whd'],
  [/recover/, 'whr'],
  [/webhook|secret/, 'whe'],
  [/api-key/, 'key'],
  [/tenant/, 'tnt'],
  [/user/, 'usr'],
  [/hook/, 'ihk'],
  [/wallet/, 'txn'],
  [/timeline/, 'evt'],
];

/** Exceptions for some operations. */
const SPECIAL: readonly [operation: RegExp, values: Readonly<Record<string, unknown>>][] = [
  [/trigger-call/, { message: 'Llamada encolada exitosamente' }],
  [/tenant/, { '.name': 'Mi Tienda' }],
  [/region/, { '.name': 'Bogotá' }],
  [/intake-hook/, { url: 'https://recado.example.com/hooks/catch/b0n4Vq2Yk8' }],
];

/** Deeper than any answer; recursive schemas end here. */
const DEEPEST = 12;

/**
 * An example of what a schema describes: its own where it has one, and else what its fields are called like. The same
 * schema always has the same.
 * @param operation the name of the endpoint or webhook, which shows what an `id` is
 */
export function exampleOf(schema: Json, operation: string): unknown {
  const definitions = (schema.$defs ?? {}) as Record<string, Json>;
  const build = (json: Json, name: string, parent: string, depth: number): unknown => {
    const known = knownValue(name, parent, operation);
    if (json.example !== undefined && !fits(json, known)) return json.example;
    if (Array.isArray(json.examples)) return json.examples[0];
    if (json.const !== undefined) return json.const;
    if (json.type === 'null') return null;
    if (Array.isArray(json.enum)) return json.enum.includes(known) ? known : json.enum[0];
    if (depth > DEEPEST) return null;
    if (typeof json.$ref === 'string') {
      const definition = definitions[json.$ref.replace('#/$defs/', '')];
      return definition ? build(definition, name, parent, depth + 1) : {};
    }
    const options = (json.anyOf ?? json.oneOf) as Json[] | undefined;
    if (options) {
      if (known === null && options.some(({ type }) => type === 'null')) return null;
      const real = options.filter(({ type }) => type !== 'null');
      const fitting = real.find((option) => option.type === typeof known) ?? real[0] ?? {};
      return build(fitting, name, parent, depth + 1);
    }
    if (Array.isArray(json.allOf))
      return Object.assign({}, ...json.allOf.map((part: Json) => build(part, name, parent, depth + 1)));
    return valueFor(json, name, known, (part, of) =>
      build(part, of ?? name, of === undefined ? parent : name, depth + 1),
    );
  };
  return build(schema, '', '', 0);
}

/** @param build makes a part: of an object under its name, of an array without one */
function valueFor(json: Json, name: string, known: unknown, build: (json: Json, name?: string) => unknown) {
  const given = [json.type].flat();
  const types = given.filter((type) => type !== 'null');
  if (given.includes('null') && (known === null || types.length === 0)) return null;
  const type = types.includes('string') && typeof known === 'string' ? 'string' : types[0];
  switch (type) {
    case 'object':
      return Object.fromEntries(
        Object.entries((json.properties ?? {}) as Record<string, Json>).map(([key, part]) => [
          key,
          build(part, key),
        ]),
      );
    case 'array': {
      const items = (json.prefixItems ??
        Array(Number(json.minItems ?? 1) || 1).fill(json.items ?? {})) as Json[];
      return Array.isArray(known) ? known : items.map((item) => build(item));
    }
    case 'string':
      return textOf(json, name, known);
    case 'integer':
    case 'number':
      return numberOf(json, known);
    case 'boolean':
      return true;
    default:
      return known ?? {};
  }
}

/** Whether a value is of the example's kind and as the schema's pattern wants it: it matches its neighbours better. */
const fits = ({ example, pattern }: Json, known: unknown): boolean =>
  typeof known === 'string' &&
  typeof example === 'string' &&
  (pattern === undefined ? known.length === example.length : new RegExp(String(pattern)).test(known));

function knownValue(name: string, parent: string, operation: string): unknown {
  const special = SPECIAL.find(([operations]) => operations.test(operation))?.[1] ?? {};
  const inside = `${parent}.${name}`;
  for (const values of [special, VALUES])
    for (const called of [inside, name]) if (Object.hasOwn(values, called)) return values[called];
  if (name !== 'id' && name !== '_id') return undefined;
  const [, prefix = 'ord'] = IDS.find(([noun]) => noun.test(operation)) ?? [];
  return `${prefix}_${ULID}`;
}

function textOf(json: Json, name: string, known: unknown): string {
  if (json.format === 'date-time') return AT;
  if (json.format === 'date') return AT.slice(0, 10);
  if (json.format === 'uri') return typeof known === 'string' ? known : String(VALUES.url);
  if (typeof known === 'string') return known;
  if (/(At|_at|Timestamp)$/.test(name)) return AT;
  return name === '' ? 'text' : name;
}

function numberOf(json: Json, known: unknown): number {
  const [least, most] = [Number(json.minimum ?? -Infinity), Number(json.maximum ?? Infinity)];
  const value = typeof known === 'number' && (json.type !== 'integer' || Number.isInteger(known)) ? known : 1;
  return Math.min(most, Math.max(least, value));
}
