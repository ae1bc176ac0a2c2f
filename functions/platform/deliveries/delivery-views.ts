import * as z from 'zod';
import { amountOf } from '../../../shared/deliveries/booking/place-delivery.ts';
import type { Delivery, DeliveryStop } from '../../../shared/deliveries/delivery/delivery.ts';
import { paymentStatusOf, type TemporaryOrder } from '../../../shared/deliveries/delivery/temporary-order.ts';
import { allowedSteps } from '../../../shared/deliveries/delivery/transitions.ts';
import {
  courierSteps,
  deliveryStatuses,
  deliverySteps,
  returnReasons,
} from '../../../shared/events/delivery-words.ts';
import type { DeliveryEvent } from '../../../shared/events/event.ts';
import type { LoggedDeliveryEvent } from '../../../shared/events/logged-event.ts';
import { kilometresOf } from '../../../shared/geo/distance/distance.ts';
import { returnReasonNames, statusNames, stepNames } from '../../../shared/http/dialects/delivery-words.ts';
import { toMajor } from '../../../shared/serviceability/pricing/money.ts';
import { wordedIn } from '../../../shared/serviceability/wording.ts';

const instant = z.iso.datetime();
const Amount = z.number().describe('Major units');

const StopView = z.object({
  address: z.string(),
  houseNo: z.string(),
  landmark: z.string(),
  pincode: z.string(),
  lat: z.number(),
  lng: z.number(),
});

const StatusName = z.enum(deliveryStatuses.map((status) => statusNames[status]));

const ContactView = z.object({ name: z.string(), phone: z.string() });

/** A delivery as a table shows it. */
export const DeliveryRowView = z.object({
  id: z.string().describe('IN…'),
  orderId: z.string().nullable().describe('The order that it delivers'),
  merchantReference: z.string().describe('Its businessOrderID; empty when there is none'),
  status: StatusName,
  nextEvents: z
    .array(z.enum(courierSteps.map((step) => stepNames[step])))
    .describe('The steps of the courier that may come next'),
  regionCode: z.string(),
  shipType: z.string(),
  distance: z.number().describe('Kilometres, rounded up'),
  pickup: StopView,
  drop: StopView,
  sender: ContactView,
  receiver: ContactView,
  agent: ContactView.nullable(),
  price: z.object({
    total: Amount.describe('With tax, less the discount; major units'),
    currency: z.string(),
    account: z.string().describe('The account that pays it: postpaid, wallet:business or wallet:user:…'),
  }),
  collection: z
    .object({ amount: Amount, handlingFee: Amount })
    .nullable()
    .describe('The cash to collect at the door; null when there is none'),
  cash: z
    .object({
      kind: z.enum(['full', 'short', 'over']),
      expected: Amount,
      taken: Amount,
      reason: z.string().nullable(),
    })
    .nullable()
    .describe('The cash that was taken; null before'),
  cancellation: z.object({ reason: z.string(), by: z.enum(['admin', 'user', 'system']) }).nullable(),
  scheduledAt: instant.nullable().describe('When it is to be picked up; null for at once'),
  trackingId: z.string(),
  trackingLink: z.string(),
  createdAt: instant,
  updatedAt: instant,
});

/** A delivery with what happened to it. */
export const DeliveryWithStepsView = DeliveryRowView.extend({
  steps: z
    .array(
      z.object({
        event: z.enum(deliverySteps.map((step) => stepNames[step])),
        status: StatusName,
        at: instant,
        agent: ContactView.nullable(),
        warehouse: z.string().nullable(),
        reasonCode: z.enum(returnReasons.map((reason) => returnReasonNames[reason].code)).nullable(),
        reason: z.string().nullable(),
        comments: z.string().nullable(),
        scheduledAt: z.string().nullable(),
      }),
    )
    .describe('Oldest first'),
});

/** A delivery that waits for money, or did. */
export const WaitingDeliveryView = z.object({
  id: z.string().describe('tmp_…'),
  status: z.enum(['waiting', 'booked', 'failed']),
  reason: z.string().nullable(),
  amount: Amount,
  currency: z.string(),
  deadline: instant,
  createdAt: instant,
});

export function viewDeliveryRow(delivery: Delivery, publicUrl: string): z.input<typeof DeliveryRowView> {
  const { price, payment, collection, cash, cancellation, sender, receiver } = delivery;
  const major = (minor: number) => toMajor(minor, price.currency);
  return {
    id: delivery.id,
    orderId: delivery.orderId,
    merchantReference: delivery.merchantReference,
    status: statusNames[delivery.status],
    nextEvents: allowedSteps(delivery.status, delivery.isReadyToShip).map((step) => stepNames[step]),
    regionCode: delivery.regionCode,
    shipType: delivery.shipType,
    distance: kilometresOf(delivery.metres),
    pickup: viewStop(delivery.pickup),
    drop: viewStop(delivery.drop),
    sender: { name: sender.name, phone: sender.phone },
    receiver: { name: receiver.name, phone: receiver.phone },
    agent: delivery.agent && { name: delivery.agent.name, phone: delivery.agent.phone },
    price: { total: major(amountOf(delivery)), currency: price.currency, account: payment.account },
    collection: collection && {
      amount: major(collection.amount),
      handlingFee: major(collection.handlingFee),
    },
    cash: cash
      ? { kind: cash.kind, expected: major(cash.expected), taken: major(cash.taken), reason: cash.reason }
      : null,
    cancellation: cancellation && { reason: cancellation.reason, by: cancellation.by.kind },
    scheduledAt: delivery.scheduledAt,
    trackingId: delivery.trackingId,
    trackingLink: `${publicUrl}/track/${delivery.trackingId}`,
    createdAt: delivery.createdAt,
    updatedAt: delivery.updatedAt,
  };
}

/** A step has a name of this release, so an event that it does not know is none; the delivery's own status is up to date. */
const isStep = (event: LoggedDeliveryEvent): event is DeliveryEvent => event.type !== 'unknown';

export const viewDeliveryWithSteps = (
  delivery: Delivery,
  events: readonly LoggedDeliveryEvent[],
  publicUrl: string,
): z.output<typeof DeliveryWithStepsView> => ({
  ...viewDeliveryRow(delivery, publicUrl),
  steps: events.filter(isStep).map(({ at, data: { step, status, details } }) => ({
    event: stepNames[step],
    status: statusNames[status],
    at,
    agent: details.agent ?? null,
    warehouse: details.warehouse?.name ?? null,
    reasonCode: details.reasonCode ? returnReasonNames[details.reasonCode].code : null,
    reason: details.reason ?? details.cancellation?.reason ?? null,
    comments: details.comments ?? null,
    scheduledAt: details.scheduledAt ?? null,
  })),
});

export function viewWaitingDelivery(order: TemporaryOrder, now: Date): z.input<typeof WaitingDeliveryView> {
  const { currency } = order.booking.price;
  const failure = order.failures?.[0];
  return {
    id: order.id,
    status: paymentStatusOf(order, now),
    reason: order.reason ?? (failure ? wordedIn(failure.message) : null),
    amount: toMajor(amountOf(order.booking), currency),
    currency,
    deadline: order.deadline,
    createdAt: order.createdAt,
  };
}

const viewStop = ({ address, houseNo, landmark, pincode, lat, lng }: DeliveryStop): DeliveryStop => ({
  address,
  houseNo,
  landmark,
  pincode,
  lat,
  lng,
});
