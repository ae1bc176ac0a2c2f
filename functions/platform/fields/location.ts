import * as z from 'zod';
import { significantNumber } from '../../../shared/base/text/significant-number.ts';

const degrees = (most: number) =>
  z
    .number()
    .min(-most)
    .max(most)
    .refine(...significantNumber);

/** Where an address is, in degrees, WGS 84; undefined at 0 and 0, which programs send for what they never set. */
export const LocationBody = z
  .strictObject({ lat: degrees(90), lng: degrees(180) })
  .transform((point) => (point.lat === 0 && point.lng === 0 ? undefined : point));
