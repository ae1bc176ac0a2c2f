import * as z from 'zod';
import { significantNumber } from '../base/text/significant-number.ts';

/** The fields of a point as clients give it, in degrees, WGS 84. */
export const coordinates = {
  lat: z
    .number()
    .min(-90)
    .max(90)
    .refine(...significantNumber),
  lng: z
    .number()
    .min(-180)
    .max(180)
    .refine(...significantNumber),
};
