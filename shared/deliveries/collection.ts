import type { Collection } from './delivery.ts';

/** Of each collection, in percent: "a handling fee of 3% on your business charges". */
const FEE_PERCENT = 3;

/** Cash to be taken at the door, in minor units, with our fee out of it; half a unit is rounded up. */
export const collectionOf = (amount: number): Collection => ({
  amount,
  handlingFee: Math.floor((amount * FEE_PERCENT + 50) / 100),
});
