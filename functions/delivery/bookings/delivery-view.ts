import * as z from 'zod';
import type {
  Delivery,
  DeliveryContact,
  DeliveryPackage,
  DeliveryStop,
} from '../../../shared/deliveries/delivery/delivery.ts';
import { kilometresOf } from '../../../shared/geo/distance/distance.ts';
import { statusNames } from '../../../shared/http/dialects/delivery-words.ts';
import { toMajor } from '../../../shared/serviceability/pricing/money.ts';

const PlaceView = z.object({
  address: z.string(),
  house_no: z.string(),
  landmark: z.string(),
  lat: z.number(),
  lng: z.number(),
  pincode: z.string(),
});

const PersonView = z.object({
  ignorePhoneCheck: z.boolean(),
  mobileNumber: z.string(),
  name: z.string(),
});

const PackageView = z.object({
  dimensions: z.string(),
  isFragile: z.boolean(),
  isSecure: z.boolean(),
  itemTypes: z.array(z.string()),
  message: z.string(),
  no_of_items: z.int(),
  type: z.string(),
});

const EpochSeconds = z.int().describe('Epoch seconds');

export const DeliveryView = z.object({
  agentDetails: z
    .object({ name: z.string(), phone: z.string() })
    .describe('Empty strings while there is none'),
  businessOrderID: z.string(),
  business_code: z.string(),
  createdTimestamp: EpochSeconds,
  distance: z.number().describe('Kilometres, rounded up'),
  dropLocation: PlaceView,
  lastmodifiedTimestamp: EpochSeconds,
  orderID: z.string(),
  orderStatus: z.string(),
  orderType: z.enum(['SEND', 'RECEIVE']),
  pack: PackageView,
  pay: z.object({ additionalExpenses: z.array(z.string()) }),
  pickLocation: PlaceView,
  receiver: PersonView,
  requestedAtTimestamp: EpochSeconds.describe('When it is to be picked up, in epoch seconds'),
  returnMarked: z.boolean(),
  sender: PersonView,
  ship: z.object({ type: z.string() }),
  temporaryOrderID: z.string().describe('Empty for postpaid orders'),
  trackingID: z.string(),
  trackingLink: z.string(),
  userID: z.string(),
});

/** A delivery as the reference shows it. @param publicUrl the API's base URL */
export const viewDelivery = (delivery: Delivery, publicUrl: string): z.output<typeof DeliveryView> => ({
  agentDetails: delivery.agent ?? { name: '', phone: '' },
  businessOrderID: delivery.merchantReference,
  business_code: delivery.tenantId,
  createdTimestamp: toSeconds(delivery.createdAt),
  distance: kilometresOf(delivery.metres),
  dropLocation: viewPlace(delivery.drop),
  lastmodifiedTimestamp: toSeconds(delivery.updatedAt),
  orderID: delivery.id,
  orderStatus: statusNames[delivery.status],
  orderType: delivery.orderedBy === 'sender' ? 'SEND' : 'RECEIVE',
  pack: viewPackage(delivery.pack),
  pay: { additionalExpenses: expensesOf(delivery) },
  pickLocation: viewPlace(delivery.pickup),
  receiver: viewPerson(delivery.receiver),
  requestedAtTimestamp: toSeconds(delivery.scheduledAt ?? delivery.createdAt),
  returnMarked: delivery.status === 'returning' || delivery.status === 'returned',
  sender: viewPerson(delivery.sender),
  ship: { type: delivery.shipType },
  temporaryOrderID: delivery.temporaryOrderId ?? '',
  trackingID: delivery.trackingId,
  trackingLink: trackingLink(publicUrl, delivery),
  userID: delivery.userId,
});

export const trackingLink = (publicUrl: string, { trackingId }: Pick<Delivery, 'trackingId'>): string =>
  `${publicUrl}/track/${trackingId}`;

const viewPackage = ({ itemCount, itemTypes, ...pack }: DeliveryPackage): z.output<typeof PackageView> => ({
  ...pack,
  itemTypes: [...itemTypes],
  no_of_items: itemCount,
});

const viewPlace = ({
  address,
  houseNo,
  landmark,
  lat,
  lng,
  pincode,
}: DeliveryStop): z.output<typeof PlaceView> => ({
  address,
  house_no: houseNo,
  landmark,
  lat,
  lng,
  pincode,
});

const viewPerson = ({ name, phone, isPhoneUnchecked }: DeliveryContact): z.output<typeof PersonView> => ({
  ignorePhoneCheck: isPhoneUnchecked,
  mobileNumber: phone,
  name,
});

/** Charges besides size, distance and tax: `Busy hours, 10 %: 12.5 INR`. */
function expensesOf({ price, collection, status }: Delivery): string[] {
  const worded = (description: string, amount: number) =>
    `${description}: ${toMajor(amount, price.currency)} ${price.currency}`;
  const surge = price.lines.filter(({ type, amount }) => type.endsWith('_surge') && amount > 0);
  const isCollected = status !== 'cancelled' && status !== 'returned';
  return [
    ...surge.map(({ description, amount }) => worded(description, amount)),
    ...(collection && isCollected ? [worded('Handling fee of the collection', collection.handlingFee)] : []),
  ];
}

const toSeconds = (iso: string): number => Math.floor(Date.parse(iso) / 1000);
