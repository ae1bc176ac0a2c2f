import type { Order } from '../../orders/order/order.ts';
import type { DispatchSettings } from '../../tenants/settings/dispatch-settings.ts';
import type { BookingRequest } from '../booking/booking-request.ts';
import type { DropOff } from './locate-drop-off.ts';

/**
 * The request with which a client of the delivery API would have an order delivered and its cash collected.
 * @param merchantReference names the order and no other
 */
export function dispatchBookingRequest(
  { customer, products }: Order,
  { pickup, shipType, packageSize, instructions }: DispatchSettings,
  { place }: DropOff,
  merchantReference: string,
): BookingRequest {
  const { name, phone, houseNo, address, landmark, pincode, lat, lng } = pickup;
  return {
    merchantReference,
    orderedBy: 'sender',
    sender: { name, phone, isPhoneUnchecked: false },
    receiver: {
      name: customer.name,
      phone: customer.phone,
      isPhoneUnchecked: customer.isPhoneRaw,
    },
    pickup: { address, houseNo, landmark, pincode, lat, lng },
    drop: place,
    pack: {
      type: packageSize,
      dimensions: '',
      isFragile: false,
      isSecure: false,
      itemTypes: [],
      message: products.slice(0, MAX_MESSAGE_LENGTH),
      itemCount: 1,
    },
    shipType,
    instructions,
    isReadyToShip: true,
    otpDisabled: { sender: false, receiver: false },
    otps: {},
    quoteId: '',
    userId: undefined,
    promoCode: undefined,
    collectionAmount: undefined,
    allowsAnother: false,
    scheduledAt: undefined,
  };
}

const MAX_MESSAGE_LENGTH = 500;
