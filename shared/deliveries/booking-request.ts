import type { Booking, DeliveryPackage, DeliveryStop, OtpSide } from './delivery.ts';

/** A delivery as a client orders it, every unset field undefined. */
export interface BookingRequest
  extends Pick<
    Booking,
    | 'orderType'
    | 'sender'
    | 'receiver'
    | 'instructions'
    | 'otpDisabled'
    | 'isReadyToShip'
    | 'businessOrderID'
    | 'requestID'
  > {
  pick: DeliveryStop;
  drop: DeliveryStop;
  /** Its type and the ship type in any spelling: the rules judge them. */
  pack: Omit<DeliveryPackage, 'type'> & { type: string };
  shipType: string;
  userID: string | undefined;
  promoCode: string | undefined;
  /** Major units. 0 for no collection; undefined for what the order that it delivers still owes. */
  collectionsAmount: number | undefined;
  /** Whether the order may have it beside another delivery that is open. */
  allowDuplicate: boolean;
  scheduledAt: Date | undefined;
  otps: Partial<Record<OtpSide, string>>;
}
