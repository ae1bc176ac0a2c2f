import type { Booking, DeliveryPackage, DeliveryStop, OtpSide } from '../delivery/delivery.ts';

/** A delivery as a client orders it, every unset field undefined. */
export interface BookingRequest
  extends Pick<
    Booking,
    | 'orderedBy'
    | 'sender'
    | 'receiver'
    | 'instructions'
    | 'otpDisabled'
    | 'isReadyToShip'
    | 'merchantReference'
    | 'quoteId'
  > {
  pickup: DeliveryStop;
  drop: DeliveryStop;
  /** Its type and the ship type in any spelling: the rules judge them. */
  pack: Omit<DeliveryPackage, 'type'> & { type: string };
  shipType: string;
  userId: string | undefined;
  promoCode: string | undefined;
  /** Major units. 0 for no collection; undefined for what the order that it delivers still owes. */
  collectionAmount: number | undefined;
  /** Whether the order may have it in addition to another open delivery. */
  allowsAnother: boolean;
  scheduledAt: Date | undefined;
  otps: Partial<Record<OtpSide, string>>;
}
