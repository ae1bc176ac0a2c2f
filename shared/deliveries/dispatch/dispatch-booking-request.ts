import type { Order } from '../../orders/order.ts';
import type { DispatchSettings } from '../../tenants/dispatch-settings.ts';
import type { BookingRequest } from '../booking-request.ts';
import type { Drop } from './locate-drop.ts';

/**
 * What a client of the delivery API would ask for to have an order delivered, its cash collected.
 * @param businessOrderID names the order and no other
 */
export function dispatchBookingRequest(
  { customer, products }: Order,
  { pickup, shipType, packageSize, instructions }: DispatchSettings,
  { place }: Drop,
  businessOrderID: string,
): BookingRequest {
  const { name, phone, houseNo, address, landmark, pincode, lat, lng } = pickup;
  return {
    businessOrderID,
    orderType: 'SEND',
    sender: { name, mobileNumber: phone, ignorePhoneCheck: false },
    receiver: {
      name: customer.name,
      mobileNumber: customer.phone,
      ignorePhoneCheck: customer.isPhoneRaw,
    },
    pick: { address, houseNo, landmark, pincode, lat, lng },
    drop: place,
    pack: {
      type: packageSize,
      dimensions: '',
      isFragile: false,
      isSecure: false,
      itemTypes: [],
      message: products.slice(0, LONGEST_MESSAGE),
      itemCount: 1,
    },
    shipType,
    instructions,
    isReadyToShip: true,
    otpDisabled: { sender: false, receiver: false },
    otps: {},
    requestID: '',
    userID: undefined,
    promoCode: undefined,
    collectionsAmount: undefined,
    allowDuplicate: false,
    scheduledAt: undefined,
  };
}

const LONGEST_MESSAGE = 500;
