import { createHash } from 'node:crypto';
import type { Flag, IncomingOrder } from '../../shared/intake/incoming-order.ts';
import { addressFromText } from '../../shared/orders/address.ts';
import type { JsonValue, OrderItem } from '../../shared/orders/order.ts';
import { parsePhone } from '../../shared/phones/phone.ts';
import { localDay } from '../../shared/time/calendar.ts';
import { amountsOf } from './amounts.ts';
import { ASAP, type GivenDate, type IntakeBody } from './body.ts';

/** Where the sender's texts are read: by its company's country and clock. */
export interface IntakeSettings {
  /** ISO 3166-1 alpha-2. */
  country: string;
  /** ISO 4217. */
  currency: string;
  /** IANA name. */
  timeZone: string;
}

const METHODS = { 1: 'cod', 2: 'prepaid', 3: 'card_on_delivery' } as const;

const PAYMENT_STATUSES = { '-1': 'refunded', '0': 'cancelled', '1': 'pending', '2': 'paid' } as const;

/** The order that a body tells of. What does not fit is taken all the same, and flagged. */
export function toOrder(
  body: IntakeBody,
  { country, currency, timeZone }: IntakeSettings,
  now: Date,
): IncomingOrder {
  const { payment } = body;
  const phone = readPhone(body.phone, country);
  const { total, expected } = amountsOf(body);
  const toldDelivery = {
    ...(body.delivery_date && { delivery_date: dayOf(body.delivery_date, timeZone) }),
    ...(body.delivery_time && { delivery_time: body.delivery_time }),
  };
  const flags: Flag[] = [];
  if (phone === undefined) flags.push({ flag: 'phone_unreadable', given: body.phone });
  if (expected !== undefined) flags.push({ flag: 'amount_mismatch', given: total, expected });
  return {
    externalId: body.id,
    given: {
      customer: {
        name: body.first_name ?? '',
        phone: phone ?? body.phone,
        isPhoneRaw: phone === undefined,
        email: body.email ?? null,
      },
      address: body.address === undefined ? null : addressFromText(body.address),
      items: itemsOf(body),
      total,
      currency,
      payment: {
        method: METHODS[payment?.type ?? 1],
        status: payment?.status === undefined ? 'unpaid' : PAYMENT_STATUSES[`${payment.status}`],
      },
      deliveryDetails: { delivery_date: localDay(now, timeZone), delivery_time: ASAP, ...toldDelivery },
      notes: body.comment ?? null,
      metadata: detailsOf(body),
    },
    toldDelivery,
    flags,
    fingerprint: fingerprintOf(body),
  };
}

/** Digits alone may be a national number or, only then, an international one without its plus. */
function readPhone(text: string, country: string): string | undefined {
  return parsePhone(text, country) ?? (/^\d+$/.test(text) ? parsePhone(`+${text}`, country) : undefined);
}

const dayOf = (given: GivenDate, timeZone: string): string =>
  'day' in given ? given.day : localDay(new Date(given.epochMs), timeZone);

function itemsOf({ products = [], promotion }: IntakeBody): OrderItem[] {
  const bought = products.map(({ api_id: sku, count: quantity, price }) => ({
    name: sku,
    quantity,
    price,
    sku,
  }));
  const resulted = (promotion?.resulted_dishes ?? []).map(
    ({ api_id: sku, count: quantity, modification }) => ({
      name: sku,
      quantity,
      price: '0',
      sku,
      ...(modification !== undefined && { modification: String(modification) }),
    }),
  );
  return [...bought, ...resulted];
}

/** What an order has no fields of its own for. */
function detailsOf({ payment, promotion }: IntakeBody): JsonValue {
  const { sum, public_key: publicKey, reciver_commission: commission } = payment ?? {};
  const told = Object.entries({ sum, commission, publicKey }).filter(([, value]) => value !== undefined);
  const details = {
    ...(told.length > 0 && { payment: Object.fromEntries(told) }),
    ...(promotion && { promotion }),
  };
  return Object.keys(details).length === 0 ? null : (JSON.parse(JSON.stringify(details)) as JsonValue);
}

/** Of what was said, not of what follows from the day it was said on: the same body is the same content tomorrow. */
function fingerprintOf({ access_token: _secret, ...content }: IntakeBody): string {
  // The schema puts the fields into one order.
  return createHash('sha256').update(JSON.stringify(content)).digest('base64url');
}
