import * as z from 'zod';
import { freeText } from '../../../shared/base/input/coerce.ts';
import { matchesWord, readNumber } from '../../../shared/base/input/coerce-values.ts';
import { optionalLine } from '../../../shared/base/input/texts.ts';
import { significantNumber } from '../../../shared/base/text/significant-number.ts';
import { isBlank, oneLine, plainText } from '../../../shared/base/text/text.ts';
import { walletTypes } from '../../../shared/deliveries/wallets/account.ts';
import { looksLikePhone, MAX_PHONE_TEXT } from '../../../shared/phones/written.ts';
import { readPackageSize } from '../../../shared/serviceability/pricing/package-size.ts';
import { readShipType } from '../../../shared/serviceability/pricing/ship-type.ts';
import { isNoTime } from '../../../shared/time/no-time.ts';
import { firstInstant, readWrittenTime } from '../../../shared/time/written-time.ts';

/** A rule with a code of its own in the dialect's table. */
const coded = (code: string, message: string) => ({ params: { rule: code }, message });

/** A text that may be missing; "" and null mean unset. */
export const optionalTextField = z
  .string()
  .max(2000)
  .nullish()
  .transform((text) => text?.trim() || undefined);

/** A text that is empty when it is not given. */
const textField = z
  .string()
  .overwrite(plainText)
  .max(2000)
  .nullish()
  .transform((given) => given ?? '');

/** The same, on one line. */
const lineField = z
  .string()
  .overwrite(oneLine)
  .max(2000)
  .nullish()
  .transform((given) => given ?? '');

/** Free text; empty when it is not given. */
export const words = freeText(z.string().overwrite(plainText).max(2000))
  .nullish()
  .transform((given) => given ?? '');

/** No longer than the ids of orders are anywhere: longer ones would not fit the table's keys. */
const Id = optionalLine(200);

/** An id of another system; empty when it is not given. */
export const id = Id.transform((given) => given ?? '');

/** The same; undefined when it is not given. */
export const optionalId = Id.transform((given) => given || undefined);

/** An id that its owner gets back as it was, blanks and all. */
export const idAsSent = z
  .string()
  .max(200)
  .nullish()
  .transform((given) => given ?? '');

/** One of several words, in any case. A value of another kind is as wrong as in any other text. */
export const oneOf = <const Word extends string>(words: readonly Word[]) =>
  freeText(z.string().meta({ enum: [...words] })).transform((text, context): Word => {
    const word = words.find(matchesWord(text));
    if (word !== undefined) return word;
    context.addIssue({ code: 'invalid_value', values: [...words], input: text });
    return z.NEVER;
  });

/** A text that shows something. */
const visibleText = (longest: number) =>
  z
    .string()
    .overwrite(oneLine)
    .max(longest)
    .refine((text) => text.trim() !== '', { params: { rule: 'required' } });

/** True or false, with a default for when it is not given. */
export const flag = (usual: boolean) =>
  z
    .boolean()
    .nullish()
    .transform((given) => given ?? usual);

const [isSignificant, significanceRule] = significantNumber;

/** Degrees. One that is missing has a code of its own. */
const Degrees = z
  .unknown()
  .meta({ type: 'number' })
  .transform((given, context): number => {
    const value = readNumber(given);
    if (typeof value === 'number' && Number.isFinite(value) && isSignificant(value)) return value;
    const issue =
      value === undefined || value === null || value === ''
        ? coded('E121', 'Missing coordinates in request body')
        : typeof value === 'number'
          ? { message: significanceRule }
          : { params: { rule: 'type' }, message: 'number' };
    context.addIssue({ code: 'custom', input: value, ...issue });
    return z.NEVER;
  });

export const StopField = z.object({
  address: freeText(visibleText(1000)),
  house_no: lineField,
  landmark: lineField,
  lat: Degrees,
  lng: Degrees,
  pincode: lineField,
});

export const ContactField = z
  .object({
    ignorePhoneCheck: flag(false),
    mobileNumber: z.string().max(MAX_PHONE_TEXT),
    name: freeText(visibleText(200)),
  })
  .superRefine(({ ignorePhoneCheck, mobileNumber }, context) => {
    if (ignorePhoneCheck || looksLikePhone(mobileNumber)) return;
    const message = isBlank(mobileNumber)
      ? 'The phone number is empty'
      : `${mobileNumber} is no phone number`;
    context.addIssue({ code: 'custom', path: ['mobileNumber'], ...coded('E120', message) });
  });

export const PackageField = z.object({
  dimensions: textField,
  isFragile: flag(false),
  isSecure: flag(false),
  itemTypes: z
    .array(z.string().max(200))
    .max(100)
    .nullish()
    .transform((types) => types ?? []),
  message: words,
  no_of_items: z
    .int()
    .min(0)
    .max(1_000_000)
    .nullish()
    .transform((count) => count ?? 1),
  type: z.string().max(100),
});

/**
 * Adds the codes of an unknown ship type and package size to the other issues of a body's form. Where its
 * form is right, they are reported among all broken rules.
 */
export const reportingCodes = <Body extends z.ZodType>(body: Body): Body =>
  body.superRefine(
    (given, context) => {
      const { shipType, pack } = (given ?? {}) as { shipType?: unknown; pack?: { type?: unknown } };
      const add = (path: string[], code: string, message: string) =>
        context.addIssue({ code: 'custom', path, ...coded(code, message) });
      if (typeof shipType === 'string' && readShipType(shipType) === undefined)
        add(['shipType'], 'E118', 'Invalid ship type requested');
      if (typeof pack?.type === 'string' && readPackageSize(pack.type) === undefined)
        add(['pack', 'type'], 'E112', 'Unknown package size');
    },
    { when: ({ issues }) => issues.length > 0 },
  );

/** One of several words, in any spelling; another one has a code of its own. */
const codedWord = <const Word extends string>(words: readonly Word[], code: string, message: string) =>
  z.string().transform((given, context): Word => {
    const word = words.find(matchesWord(given));
    if (word !== undefined) return word;
    context.addIssue({ code: 'custom', input: given, ...coded(code, message) });
    return z.NEVER;
  });

export const PaymentMode = freeText(
  codedWord(
    ['postpaid', 'wallet'],
    'E124',
    "Invalid payment method requested: paymentMode is one of ['postpaid', 'wallet']",
  ),
);

export const WalletTypeName = codedWord(
  walletTypes,
  'E152',
  'Wallet type must be either "business" or "user"',
);

/** Beyond this, an epoch time is in milliseconds: in seconds it would be the year 5138. */
const MILLISECONDS_FROM = 100_000_000_000;

/**
 * Epoch milliseconds of a time in ISO 8601 that names its offset, 0 for one that was never set, a number without its fraction
 * (Python's clock has one); anything else as it is.
 */
function readEpoch(given: unknown, context: z.core.$RefinementCtx): unknown {
  if (isNoTime(given)) return 0;
  if (typeof given === 'number') return Math.floor(given);
  if (typeof given !== 'string') return given;
  const written = readWrittenTime(given);
  const instant = written && firstInstant(written)?.getTime();
  if (instant !== undefined && !Number.isNaN(instant)) return instant;
  const message = 'time: epoch seconds, or ISO 8601 with an offset';
  context.addIssue({ code: 'custom', input: given, ...coded('format', message) });
  return z.NEVER;
}

/** An epoch time, in seconds as documented or in milliseconds, or ISO 8601 with an offset; 0 and null mean unset. */
export const EpochTime = z
  .preprocess(readEpoch, z.int().min(0).max(8_640_000_000_000_000).nullish())
  .transform((epoch) => (epoch ? new Date(epoch < MILLISECONDS_FROM ? epoch * 1000 : epoch) : undefined));

/** The id of an order, in a query or a body; missing in a query it has a code of its own. */
export const OrderID = z
  .unknown()
  .meta({ type: 'string' })
  .transform((value, context): string => {
    const id = typeof value === 'string' ? value.trim() : '';
    if (id !== '') return id;
    const message = 'Order id must be provided';
    context.addIssue({ code: 'custom', input: value, ...coded('E116', message) });
    return z.NEVER;
  });
