import * as z from 'zod';
import { moneyAmount } from '../../shared/base/input/coerce.ts';
import { isExactNumber } from '../../shared/base/input/json.ts';
import { amountIssue } from '../../shared/base/input/money-text.ts';
import { oneLine, plainText } from '../../shared/base/text/text.ts';
import { parseAmount } from '../../shared/orders/order/money.ts';
import { MAX_PRODUCTS } from '../../shared/orders/order/order-size.ts';
import { MAX_PHONE_TEXT } from '../../shared/phones/written.ts';

/** Numbers may come as texts, and texts as numbers. */
const text = (longest: number, clean = oneLine) =>
  z.preprocess(
    (value) => (typeof value === 'number' ? String(value) : value),
    z.string().overwrite(clean).trim().min(1).max(longest),
  );

const number = (schema: z.ZodNumber) =>
  z.preprocess(
    (value) => (typeof value === 'string' && DECIMAL.test(value.trim()) ? Number(value) : value),
    schema,
  );

const DECIMAL = /^[+-]?\d{1,15}(?:\.\d{1,20})?$/;

/** In any form: no order is lost because of it. */
const asWritten = z
  .unknown()
  .transform((given) => {
    const written = isExactNumber(given) || typeof given === 'object' ? JSON.stringify(given) : String(given);
    return oneLine(written).trim().slice(0, MAX_NOTE_LENGTH).toWellFormed();
  })
  .optional()
  .meta({ type: 'string' });

const MAX_NOTE_LENGTH = 200;

const amount = moneyAmount(
  z.union([z.number(), z.string().max(40)]).transform((value, context) => {
    const read = parseAmount(value);
    if (read !== undefined) return read;
    context.addIssue(amountIssue(value));
    return z.NEVER;
  }),
);

const oneOf = <const Values extends readonly number[]>(values: Values) =>
  number(z.number()).pipe(z.literal(values));

const apiId = text(200)
  .meta({ type: ['string', 'integer'] })
  .describe('The dish in the sender’s own system; it names the item');
const count = number(z.int().min(1).max(1_000_000));

const Product = z.object({ api_id: apiId, count, price: amount });

const Payment = z.object({
  type: oneOf([1, 2, 3]).default(1).describe('1 cash, 2 card, 3 card on delivery'),
  status: oneOf([-1, 0, 1, 2]).optional().describe('-1 refunded, 0 cancelled, 1 pending, 2 paid'),
  sum: amount.optional().describe('Of all items; the sum of the products by default'),
  amount: amount.optional().describe('Paid or to pay: the total of the order'),
  public_key: text(500).optional(),
  reciver_commission: amount.optional(),
});

const Promotion = z.object({
  discount: amount.optional(),
  discount_percent: number(z.number().min(0).max(100)).optional(),
  discount_code: text(200).optional(),
  involved_dishes: z
    .array(z.object({ api_id: apiId.optional(), count: count.optional() }))
    .max(MAX_PRODUCTS)
    .optional(),
  resulted_dishes: z
    .array(
      z.object({
        api_id: apiId,
        count: count.default(1),
        modification: number(z.number().min(-1e12).max(1e12)).optional(),
      }),
    )
    .max(MAX_PRODUCTS)
    .optional(),
});

/**
 * Delivety's order, under the documented names. It comes as JSON or as a form, in any of the spellings of the
 * reference; fields that it does not name are left alone.
 */
export const IntakeBody = z.object({
  access_token: z
    .unknown()
    .optional()
    .describe('Of the shop’s account at Delivety; the token in the URL counts, and this is not kept'),
  phone: text(MAX_PHONE_TEXT).describe(
    'E.164, or any form that is valid in the tenant’s country, or its digits alone',
  ),
  id: text(200)
    .meta({ type: ['string', 'integer'] })
    .describe('The order in the sender’s own system'),
  first_name: text(200).optional(),
  email: text(254).optional(),
  address: text(500).optional(),
  comment: text(2000, plainText).optional(),
  delivery_date: asWritten.describe(
    'YYYY-MM-DD, DD/MM/YYYY (MM/DD/YYYY in the US), ISO 8601 or epoch time; today when it is left out. What is not understood is kept among the notes',
  ),
  delivery_time: asWritten.describe(
    'HH:MM[:SS], 6:45 PM, 18:45-19:15 or a date-time; as soon as possible when it is left out. What is not understood is kept among the notes',
  ),
  products: z.array(Product).max(MAX_PRODUCTS).optional().describe('Without them payment.amount is needed'),
  payment: Payment.optional(),
  promotion: Promotion.optional(),
});

export type IntakeBody = z.output<typeof IntakeBody>;
