import * as z from 'zod';
import { freeText, moneyAmount } from '../../../shared/base/input/coerce.ts';
import { matchesWord } from '../../../shared/base/input/coerce-values.ts';
import { formatRule } from '../../../shared/base/input/format-rule.ts';
import { amountIssue } from '../../../shared/base/input/money-text.ts';
import { optionalLine, optionalLines, visibleLine } from '../../../shared/base/input/texts.ts';
import { isBlank } from '../../../shared/base/text/text.ts';
import { paymentStatuses } from '../../../shared/events/order-words.ts';
import { LONGEST_ADDRESS, looksLikeEmail } from '../../../shared/orders/changes/sent-back.ts';
import { FreeJson } from '../../../shared/orders/order/free-json.ts';
import { parseAmount } from '../../../shared/orders/order/money.ts';
import { MAX_PRODUCTS } from '../../../shared/orders/order/order-size.ts';
import { MAX_PHONE_TEXT } from '../../../shared/phones/written.ts';
import { isCurrency } from '../../../shared/time/places.ts';

const FREE_JSON_BYTES = 8192;

export const OrderPath = z.object({ orderId: z.string().max(100) });

/** A required field: null counts as missing. */
const given = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess((value) => value ?? undefined, schema);

/** A word of a known set in any case, with the text that was sent. */
const wordOf = <const Word extends string>(words: readonly Word[]) =>
  z
    .string()
    .max(40)
    .transform((sent, context) => {
      const value = words.find(matchesWord(sent));
      if (value !== undefined) return { sent: sent.trim(), value };
      context.addIssue({ code: 'invalid_value', values: [...words], input: sent });
      return z.NEVER;
    });

export const PaymentStatusField = wordOf(paymentStatuses).describe(
  `In any case: ${paymentStatuses.join(', ')}`,
);

export const Money = moneyAmount(
  z.union([z.number(), z.string().max(40)]).transform((given, context) => {
    const amount = parseAmount(given);
    if (amount !== undefined) return amount;
    context.addIssue(amountIssue(given));
    return z.NEVER;
  }),
);

export const Mobile = given(visibleLine(MAX_PHONE_TEXT)).describe(
  'In any form that is valid in the tenant’s country, or E.164',
);

/** Of an update, which may send back what an order shows: intake takes any text. */
export const ShownEmail = optionalLine(254);

export const Email = ShownEmail.refine(
  (given) => !given || looksLikeEmail(given),
  formatRule('email address'),
);

const isSmall = (json: unknown): boolean => Buffer.byteLength(JSON.stringify(json)) <= FREE_JSON_BYTES;
const tooLarge = { params: { rule: 'max_bytes' }, message: String(FREE_JSON_BYTES) };

export const FreeObject = z.record(z.string().max(200), FreeJson).refine(isSmall, tooLarge);

const itemOf = <Price extends z.ZodType>(price: Price, longestName: number) =>
  z
    .object({
      product_retailer_id: optionalLine(200),
      sku: optionalLine(200).describe('Alias of product_retailer_id'),
      name: given(freeText(visibleLine(longestName))),
      quantity: given(z.number().min(1).max(1_000_000).multipleOf(0.001)),
      price,
    })
    .refine(({ product_retailer_id: id, sku }) => !id || !sku || id === sku, {
      path: ['sku'],
      params: { rule: 'custom' },
      message: 'must be the same as product_retailer_id',
    });

const ProductItem = itemOf(given(Money), 300);
export const ProductItems = given(z.array(ProductItem).min(1).max(MAX_PRODUCTS));

const ShownItem = itemOf(Money.nullable(), 2000);
/** The same of an update, which may send back what an order shows: no items, or some without a price. */
export const ShownItems = given(z.array(ShownItem).max(MAX_PRODUCTS));

export type ProductItem = z.output<typeof ShownItem>;

const isUnset = (given: unknown): boolean =>
  given === undefined || given === null || (typeof given === 'string' && isBlank(given));

/** Whether a location has no coordinates; what has them under other names is wrong, not without any. */
function isNowhere(given: object): boolean {
  const { lat, lng } = given as { lat?: unknown; lng?: unknown };
  const named = 'lat' in given || 'lng' in given;
  const isZero = lat === 0 && lng === 0;
  return isZero || (isUnset(lat) && isUnset(lng) && (named || Object.values(given).every(isUnset)));
}

/** Coordinates; of a place without any, shops send both empty, and programs 0 and 0, where nobody lives. */
const Location = z
  .preprocess((given) => {
    return typeof given === 'object' && given !== null && isNowhere(given) ? null : given;
  }, z.object({ lat: z.number().min(-90).max(90), lng: z.number().min(-180).max(180) }).nullable())
  .nullish();

const deliveryTo = <Address extends z.ZodType>(address: Address) =>
  z
    .object({
      recipient_name: freeText(optionalLine(200)),
      email: optionalLine(254),
      phone: optionalLine(MAX_PHONE_TEXT),
      alternate_phone: optionalLine(MAX_PHONE_TEXT),
      address,
      notes: freeText(optionalLines(2000)),
      location: Location,
      tracking_number: optionalLine(200),
    })
    .catchall(FreeJson)
    .refine(isSmall, tooLarge);

/** The known fields of a delivery; all others are kept unchanged. */
export const DeliveryDetails = deliveryTo(freeText(optionalLine(LONGEST_ADDRESS)));
/** The same of an update, which may send back the address of a trigger, whose parts are shown on one line. */
export const ShownDeliveryDetails = deliveryTo(
  freeText(
    optionalLine(2000).describe(`At most ${LONGEST_ADDRESS} characters, unless it is what the order shows`),
  ),
);
export type DeliveryDetails = z.output<typeof DeliveryDetails>;

export const PaymentInfo = z.object({
  status: PaymentStatusField.nullish(),
  amount: Money.nullish(),
  currency: z.string().trim().toUpperCase().refine(isCurrency, formatRule('currency code')).nullish(),
  payment_id: optionalLine(200),
  method: optionalLine(100).describe(
    'As the shop calls it; default: cash on delivery. Further names are set in the tenant’s cashMethods and prepaidMethods',
  ),
});
export type PaymentInfo = z.output<typeof PaymentInfo>;
