import * as z from 'zod';
import {
  type ActionTerms,
  obstacles,
  obstacleTo,
  orderActions,
} from '../../../shared/actions/order-actions.ts';
import {
  callTypes,
  finalOutcomes,
  logisticsStatuses,
  orderStatuses,
  paymentMethods,
  paymentStatuses,
} from '../../../shared/events/order-words.ts';
import { amountToNumber } from '../../../shared/orders/order/money.ts';
import { listedItems, type Order, waitReasons } from '../../../shared/orders/order/order.ts';
import { orderStages, stageOf } from '../../../shared/orders/rows/order-filter.ts';
import { rowOf } from '../../../shared/orders/rows/search-row.ts';

const instant = z.iso.datetime();
const Amount = z.number().describe('Major units');

/** An order as a table shows it. */
export const OrderRowView = z.object({
  id: z.string().describe('ord_…'),
  number: z.string().describe('Shown to people: #1001'),
  reference: z.string(),
  source: z.string(),
  externalId: z.string().nullable(),
  version: z
    .int()
    .describe(
      'Grows with every event of the order; an action that names it is carried out only if the order is unchanged',
    ),
  status: z.enum(orderStatuses),
  stage: z.enum(orderStages).describe('Its stage in the funnel of a day'),
  confirmation: z.object({
    outcome: z.enum(['none', ...finalOutcomes]),
    attempts: z.int(),
    confirmedAt: instant.nullable(),
  }),
  logistics: z.object({
    status: z.enum(['none', ...logisticsStatuses]),
    trackingNumber: z.string().nullable(),
    carrier: z.string().nullable(),
    deliveryId: z.string().nullable().describe('IN…'),
  }),
  payment: z.object({
    method: z.enum(paymentMethods),
    status: z.enum(paymentStatuses),
    due: Amount,
    collected: Amount,
  }),
  rounds: z
    .array(
      z.object({
        callType: z.enum(callTypes),
        number: z.int(),
        attempts: z.int().describe('Dials that ended'),
        outcome: z
          .enum([...finalOutcomes, 'superseded'])
          .nullable()
          .describe(
            'null while it runs; superseded: it ended without an answer, because the order was settled or changed',
          ),
        dialAt: instant
          .nullable()
          .describe('When its next dial is due; null for at once, and when it is over'),
        waitsFor: z
          .enum(waitReasons)
          .nullable()
          .describe('turn: another call to the same phone; daily_limit: its dials of 24 hours'),
        startedAt: instant,
        finishedAt: instant.nullable(),
      }),
    )
    .describe('The last one of each type of call'),
  bookingFailure: z
    .object({ at: instant, reason: z.string(), message: z.string().nullable() })
    .nullable()
    .describe('Why its last booking failed; null once a delivery is booked'),
  customer: z.object({
    name: z.string(),
    phone: z.string().describe('E.164, or as it was written when it is no number'),
    isCallable: z.boolean(),
    email: z.string().nullable(),
    city: z.string().nullable(),
  }),
  products: z.string(),
  total: Amount,
  currency: z.string(),
  createdAt: instant,
  updatedAt: instant,
});

const ActionView = z.object({
  name: z.enum(orderActions),
  allowed: z.boolean(),
  reason: z
    .enum(Object.keys(obstacles) as (keyof typeof obstacles)[])
    .optional()
    .describe('Why not'),
  message: z.string().optional().describe('The reason in English'),
});

/** An order with all its fields. */
export const OrderView = OrderRowView.extend({
  address: z
    .object({
      address1: z.string(),
      address2: z.string().nullable(),
      city: z.string().nullable(),
      province: z.string().nullable(),
      country: z.string().nullable(),
      zip: z.string().nullable(),
    })
    .nullable(),
  addressFinal: z.string().nullable().describe('The street line that the customer confirmed or corrected'),
  items: z.array(
    z.object({
      name: z.string(),
      quantity: z.number(),
      price: Amount.nullable(),
      sku: z.string().nullable(),
    }),
  ),
  deliveryMethod: z.string(),
  deliveryDetails: z.record(z.string(), z.json()).nullable(),
  customizations: z.record(z.string(), z.json()).nullable(),
  notes: z.string().nullable(),
  metadata: z.json(),
  actions: z.array(ActionView).describe('What may be done with it, and why the rest may not'),
});

export function viewOrderRow(order: Order): z.input<typeof OrderRowView> {
  const { confirmation, logistics, payment, customer, rounds } = order;
  const { outcome, attempts, confirmedAt } = confirmation;
  const { status, trackingNumber, carrier, deliveryId } = logistics;
  return {
    id: order.id,
    number: order.number,
    reference: order.reference,
    source: order.source,
    externalId: order.externalId,
    version: order.eventCount,
    status: order.status,
    stage: stageOf(rowOf(order)),
    confirmation: { outcome, attempts, confirmedAt },
    logistics: { status, trackingNumber, carrier, deliveryId },
    payment: {
      method: payment.method,
      status: payment.status,
      due: amountToNumber(payment.due),
      collected: amountToNumber(payment.collected),
    },
    rounds: callTypes.flatMap((callType) => {
      const round = rounds[callType];
      if (round === undefined) return [];
      const { number, outcome: end, dialAt, waitsFor, startedAt, finishedAt } = round;
      const waits = end === null ? (waitsFor ?? null) : null;
      return [
        {
          callType,
          number,
          attempts: round.attempts,
          outcome: end,
          dialAt,
          waitsFor: waits,
          startedAt,
          finishedAt,
        },
      ];
    }),
    bookingFailure: order.bookingFailure ?? null,
    customer: {
      name: customer.name,
      phone: customer.phone,
      isCallable: !customer.isPhoneRaw,
      email: customer.email,
      city: order.address?.city ?? customer.city,
    },
    products: order.products,
    total: amountToNumber(order.total),
    currency: order.currency,
    createdAt: order.createdAt,
    updatedAt: order.updatedAt,
  };
}

export function viewWithActions(order: Order, terms: ActionTerms): z.input<typeof OrderView> {
  const { address } = order;
  return {
    ...viewOrderRow(order),
    address: address && {
      address1: address.address1,
      address2: address.address2,
      city: address.city,
      province: address.province,
      country: address.country,
      zip: address.zip,
    },
    addressFinal: order.addressFinal,
    items: listedItems(order).map(({ name, quantity, price, sku }) => ({
      name,
      quantity,
      price: price === null ? null : amountToNumber(price),
      sku,
    })),
    deliveryMethod: order.deliveryMethod,
    deliveryDetails: order.deliveryDetails,
    customizations: order.customizations,
    notes: order.notes,
    metadata: order.metadata,
    actions: orderActions.map((name) => viewAction(name, order, terms)),
  };
}

function viewAction(
  name: (typeof orderActions)[number],
  order: Order,
  terms: ActionTerms,
): z.input<typeof ActionView> {
  const reason = obstacleTo(name, order, terms);
  return reason === undefined
    ? { name, allowed: true }
    : { name, allowed: false, reason, message: obstacles[reason] };
}
