import type { Booking, DeliveryPackage, DeliveryStop } from './delivery.ts';

type StoredStop = Omit<DeliveryStop, 'houseNo'> & { house_no: string };

type StoredPackage = Omit<DeliveryPackage, 'itemCount'> & { no_of_items: number };

/** What is agreed about a delivery by the attribute names of its items, which predate the field names of `Booking`. */
export type StoredBooking = Omit<Booking, 'pick' | 'drop' | 'pack' | 'otpDisabled'> & {
  pick: StoredStop;
  drop: StoredStop;
  pack: StoredPackage;
  disableOTPVerification: Booking['otpDisabled'];
};

/** Whatever else it has stays as it is. */
export function toStoredBooking<T extends Booking>(booking: T) {
  const { pick, drop, pack, otpDisabled, ...others } = booking;
  return {
    ...others,
    pick: toStoredStop(pick),
    drop: toStoredStop(drop),
    pack: toStoredPackage(pack),
    disableOTPVerification: otpDisabled,
  };
}

/** The inverse of `toStoredBooking`. */
export function fromStoredBooking<T extends StoredBooking>(stored: T) {
  const { pick, drop, pack, disableOTPVerification, ...others } = stored;
  return {
    ...others,
    pick: fromStoredStop(pick),
    drop: fromStoredStop(drop),
    pack: fromStoredPackage(pack),
    otpDisabled: disableOTPVerification,
  };
}

const toStoredStop = ({ houseNo, ...stop }: DeliveryStop): StoredStop => ({ ...stop, house_no: houseNo });

const fromStoredStop = ({ house_no: houseNo, ...stop }: StoredStop): DeliveryStop => ({ ...stop, houseNo });

const toStoredPackage = ({ itemCount, ...pack }: DeliveryPackage): StoredPackage => ({
  ...pack,
  no_of_items: itemCount,
});

const fromStoredPackage = ({ no_of_items: itemCount, ...pack }: StoredPackage): DeliveryPackage => ({
  ...pack,
  itemCount,
});
