import { createHash } from 'node:crypto';
import type { Flag, IncomingOrder } from '../../shared/intake/incoming-order.ts';
import { addressFromText } from '../../shared/orders/order/address.ts';
import { pricesOf, requireWhole } from '../../shared/orders/order/money.ts';
import type { JsonObject, JsonValue, OrderItem } from '../../shared/orders/order/order.ts';
import { parsePhone } from '../../shared/phones/phone.ts';
import { localDay } from '../../shared/time/calendar.ts';
import { amountsOf } from './amounts.ts';
import type { IntakeBody } from './body.ts';
import {
  ASAP,
  type GivenTime,
  readDeliveryDate,
  readDeliveryTime,
  type SenderClock,
} from './delivery-times.ts';

/** The country and clock of the sender's company, by which its texts are read. */
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

/** The order that a body describes. Parts that do not fit are accepted anyway, and flagged. */
export function toOrder(
  body: IntakeBody,
  { country, currency, timeZone }: IntakeSettings,
  now: Date,
): IncomingOrder {
  const { payment } = body;
  const phone = readPhone(body.phone, country);
  const { total, expected } = amountsOf(body, currency);
  requireWhole(
    {
      ...pricesOf(body.products ?? [], 'products'),
      'payment.sum': payment?.sum,
      'payment.amount': total,
      'payment.reciver_commission': payment?.reciver_commission,
      'promotion.discount': body.promotion?.discount,
    },
    currency,
  );
  const { givenDelivery, unread } = wantedAt(body, { country, timeZone, now });
  const flags: Flag[] = unread.map(({ field, given }) => ({ flag: `${field}_unreadable`, given }));
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
      deliveryDetails: { delivery_date: localDay(now, timeZone), delivery_time: ASAP, ...givenDelivery },
      notes: notesOf(body.comment, unread),
      metadata: detailsOf(body),
    },
    givenDelivery,
    flags,
    fingerprint: fingerprintOf(body),
  };
}

/** Digits alone may be a national number or, only then, an international one without its plus. */
function readPhone(text: string, country: string): string | undefined {
  return parsePhone(text, country) ?? (/^\d+$/.test(text) ? parsePhone(`+${text}`, country) : undefined);
}

/** A date or time that was not understood. */
interface Unread {
  field: 'delivery_date' | 'delivery_time';
  given: string;
}

/** When the delivery is wanted, by either of its two fields. */
function wantedAt(
  { delivery_date: date, delivery_time: time }: IntakeBody,
  clock: SenderClock,
): { givenDelivery: JsonObject; unread: Unread[] } {
  const onDay = date ? readDeliveryDate(date, clock) : undefined;
  const atTime = time ? readDeliveryTime(time, clock) : undefined;
  const unread: Unread[] = [];
  if (date && onDay === undefined) unread.push({ field: 'delivery_date', given: date });
  if (time && atTime === undefined) unread.push({ field: 'delivery_time', given: time });
  const timed: GivenTime = (time ? atTime : onDay) ?? {};
  const day = onDay?.day ?? (date && onDay === undefined ? undefined : atTime?.day);
  const givenDelivery = {
    ...(day !== undefined && { delivery_date: day }),
    ...(timed.time !== undefined && { delivery_time: timed.time }),
    ...(timed.until !== undefined && { delivery_time_until: timed.until }),
  };
  return { givenDelivery, unread };
}

function notesOf(comment: string | undefined, unread: readonly Unread[]): string | null {
  const lines = [...(comment ? [comment] : []), ...unread.map(({ field, given }) => `${field}: ${given}`)];
  return lines.length === 0 ? null : lines.join('\n');
}

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

/** Values that have no field in an order. */
function detailsOf({ payment, promotion }: IntakeBody): JsonValue {
  const { sum, public_key: publicKey, reciver_commission: commission } = payment ?? {};
  const reported = Object.entries({ sum, commission, publicKey }).filter(([, value]) => value !== undefined);
  const details = {
    ...(reported.length > 0 && { payment: Object.fromEntries(reported) }),
    ...(promotion && { promotion }),
  };
  return Object.keys(details).length === 0 ? null : (JSON.parse(JSON.stringify(details)) as JsonValue);
}

/** A hash of the body's own values, without those that depend on the day: the same body is the same content tomorrow. */
function fingerprintOf({ access_token: _secret, ...content }: IntakeBody): string {
  // The schema puts the fields into one order.
  return createHash('sha256').update(JSON.stringify(content)).digest('base64url');
}
