import * as z from 'zod';
import { freeText, moneyAmount } from '../../../shared/base/input/coerce.ts';
import type { BookingRequest } from '../../../shared/deliveries/booking/booking-request.ts';
import { shipTypes } from '../../../shared/serviceability/pricing/ship-type.ts';
import {
  ContactField,
  EpochTime,
  flag,
  id,
  idAsSent,
  oneOf,
  optionalId,
  optionalTextField,
  PackageField,
  PaymentMode,
  reportingCodes,
  StopField,
  WalletTypeName,
  words,
} from '../fields/fields.ts';

const Otp = z.string().trim().max(20).nullish();

/** The fields that all three ways to order a delivery have in common. */
const common = {
  allowDuplicate: flag(false).describe(
    'Whether the order named by businessOrderID may have it beside another delivery that is not over',
  ),
  businessOrderID: idAsSent,
  collectionsAmount: moneyAmount(z.number())
    .nullish()
    .transform((amount) => amount ?? undefined)
    .describe(
      'Major units; 0 for none. Without it: what the order named by businessOrderID still owes, less what its other deliveries collect. Rounded to what coins pay',
    ),
  disableOTPVerification: z.object({ receiver: flag(false), sender: flag(false) }).nullish(),
  dropAddress: StopField,
  instructions: words,
  isReadyToShip: flag(true),
  orderType: oneOf(['SEND', 'RECEIVE']),
  otps: z.object({ drop: Otp, pick: Otp, rto: Otp }).nullish(),
  pack: PackageField,
  pickAddress: StopField,
  promoCode: optionalTextField,
  receiver: ContactField,
  requestID: id,
  scheduledTimestamp: EpochTime.describe('Epoch seconds; 0 for at once'),
  sender: ContactField,
  shipType: freeText(
    z
      .string()
      .max(100)
      .describe(`${shipTypes.join(', ')}; in small letters too`),
  ),
  userID: optionalId,
};

const optionalWalletType = z.preprocess((type) => type || undefined, WalletTypeName.optional());

export const CreateBody = reportingCodes(
  z.object({ ...common, paymentMode: PaymentMode, walletType: optionalWalletType }),
);
export const PostpaidBody = reportingCodes(z.object(common));
export const WalletBody = reportingCodes(z.object({ ...common, walletType: WalletTypeName }));

/** The order of a delivery that a body asks for. */
export function toAskedBooking(body: z.output<typeof PostpaidBody>): BookingRequest {
  const { otps } = body;
  return {
    merchantReference: body.businessOrderID,
    orderedBy: body.orderType === 'SEND' ? 'sender' : 'receiver',
    sender: toContact(body.sender),
    receiver: toContact(body.receiver),
    pickup: toStop(body.pickAddress),
    drop: toStop(body.dropAddress),
    pack: toPackage(body.pack),
    shipType: body.shipType,
    instructions: body.instructions,
    isReadyToShip: body.isReadyToShip,
    otpDisabled: body.disableOTPVerification ?? { receiver: false, sender: false },
    otps: {
      ...(otps?.pick && { pickup: otps.pick }),
      ...(otps?.drop && { drop: otps.drop }),
      ...(otps?.rto && { return: otps.rto }),
    },
    quoteId: body.requestID,
    userId: body.userID,
    promoCode: body.promoCode,
    collectionAmount: body.collectionsAmount,
    allowsAnother: body.allowDuplicate,
    scheduledAt: body.scheduledTimestamp,
  };
}

const toContact = ({
  ignorePhoneCheck: isPhoneUnchecked,
  mobileNumber: phone,
  name,
}: z.output<typeof ContactField>): BookingRequest['sender'] => ({ name, phone, isPhoneUnchecked });

const toStop = ({ house_no: houseNo, ...stop }: z.output<typeof StopField>): BookingRequest['pickup'] => ({
  ...stop,
  houseNo,
});

const toPackage = ({
  no_of_items: itemCount,
  ...pack
}: z.output<typeof PackageField>): BookingRequest['pack'] => ({ ...pack, itemCount });

const place = {
  address: 'HSR Layout, Bengaluru, Karnataka, India',
  house_no: '202, 2nd Floor',
  landmark: 'Near to the Metro Station',
  lat: 12.9121,
  lng: 77.6139,
  pincode: '560102',
};
const person = { ignorePhoneCheck: false, mobileNumber: '1234567890', name: 'John Doe' };

/** The reference's own requests. */
export const postpaidExample = {
  businessOrderID: '',
  collectionsAmount: 0,
  disableOTPVerification: { receiver: false, sender: false },
  dropAddress: place,
  instructions: '',
  orderType: 'SEND',
  pack: {
    dimensions: '20x20x20',
    isFragile: false,
    isSecure: false,
    itemTypes: ['Documents'],
    message: 'This is a package',
    no_of_items: 2,
    type: 'x-small',
  },
  pickAddress: place,
  receiver: person,
  scheduledTimestamp: 0,
  sender: person,
  shipType: 'NOW',
  userID: '',
} as const;

export const walletExample = { ...postpaidExample, walletType: 'business' } as const;

export const createExample = {
  ...walletExample,
  isReadyToShip: true,
  otps: { drop: '1234', pick: '1234', rto: '1234' },
  paymentMode: 'wallet',
  requestID: '',
} as const;
