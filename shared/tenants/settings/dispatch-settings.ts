import * as z from 'zod';
import { formatRule } from '../../base/input/format-rule.ts';
import { visibleLine } from '../../base/input/texts.ts';
import { oneLine } from '../../base/text/text.ts';
import { coordinates } from '../../geo/coordinates.ts';
import { looksLikePhone } from '../../phones/written.ts';
import { packageSizes } from '../../serviceability/pricing/package-size.ts';
import { shipTypes } from '../../serviceability/pricing/ship-type.ts';

const Text = z.string().overwrite(oneLine).trim().max(1000).default('');

const Pickup = z.strictObject({
  name: visibleLine(200).describe('Who hands the packages over'),
  phone: z.string().trim().max(40).refine(looksLikePhone, formatRule('phone number')),
  address: visibleLine(1000),
  houseNo: Text,
  landmark: Text,
  pincode: z.string().trim().max(20).default(''),
  ...coordinates,
});

/** How a tenant's confirmed orders are booked: the values that a client of the delivery API would send each time. */
export const DispatchSettings = z
  .strictObject({
    pickup: Pickup,
    shipType: z.enum(shipTypes).default('STANDARD'),
    packageSize: z.enum(packageSizes).default('small'),
    paymentMode: z.enum(['postpaid', 'wallet']).default('wallet').describe('wallet is the business wallet'),
    instructions: Text.describe('For the agent'),
    acceptApproximate: z
      .boolean()
      .default(false)
      .describe(
        'Books also where only the neighbourhood of an address is known, and bills the distance to it',
      ),
  })
  .describe('How autoDispatch books confirmed cash orders');

export type DispatchSettings = z.output<typeof DispatchSettings>;
