import { freeText } from '../../../shared/base/input/coerce.ts';
import { optionalLine, visibleLine } from '../../../shared/base/input/texts.ts';

/** The parts of an address where a parcel goes; only the street line is needed. */
export const addressFields = {
  address1: freeText(visibleLine(500)),
  address2: freeText(optionalLine(500)),
  city: freeText(optionalLine(200)),
  province: freeText(optionalLine(200)),
  country: freeText(optionalLine(100)),
  zip: optionalLine(20),
};
