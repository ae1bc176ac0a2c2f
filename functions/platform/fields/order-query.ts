import * as z from 'zod';
import { matchesWord } from '../../../shared/base/input/coerce-values.ts';
import { Problem } from '../../../shared/base/problem.ts';
import {
  finalOutcomes,
  logisticsStatuses,
  orderStatuses,
  paymentMethods,
  paymentStatuses,
} from '../../../shared/events/order-words.ts';
import { OptionalStart, OptionalTime } from '../../../shared/http/requests/date-or-time.ts';
import type { OrderQuery } from '../../../shared/orders/lists/order-pages.ts';
import { orderStages, orderViewNames } from '../../../shared/orders/rows/order-filter.ts';
import { readTerm } from '../../../shared/orders/rows/search-term.ts';
import type { TenantPrincipal } from '../../../shared/tenants/access/caller.ts';
import { localDay } from '../../../shared/time/calendar.ts';
import { endOf, startOf } from '../../../shared/time/read-instant.ts';
import { readWrittenTime } from '../../../shared/time/written-time.ts';

/** A list of texts, as programs have it in a body, with commas between them. One that holds a comma cannot be told apart. */
const inCommas = (given: unknown): unknown =>
  Array.isArray(given) && given.every((text) => typeof text === 'string' && !text.includes(','))
    ? given.join(',')
    : given;

/** Words of a set, with commas between them. */
export const commaSeparated = <const Word extends string>(words: readonly Word[]) =>
  z
    .preprocess(
      inCommas,
      z
        .string()
        .max(500)
        .transform((text, context) => {
          const asked = textsIn(text);
          const known = asked.flatMap((part) => words.find(matchesWord(part)) ?? []);
          if (asked.length > 0 && known.length === asked.length) return known;
          context.addIssue({ code: 'invalid_value', values: [...words], input: text });
          return z.NEVER;
        }),
    )
    .describe(`One or more of ${words.join(', ')}, with commas between them`);

const textsIn = (text: string): string[] =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');

const texts = z.preprocess(
  inCommas,
  z
    .string()
    .max(500)
    .transform(textsIn)
    .refine((all) => all.length > 0, { params: { rule: 'min_length' }, message: '1' }),
);

const Attempts = z
  .string()
  .regex(/^\d{1,3}(-(\d{1,3})?)?$/, 'attempts')
  .transform((text): readonly [number, number] => {
    const [from = '', to] = text.split('-');
    return [Number(from), to === undefined ? Number(from) : to === '' ? Number.MAX_SAFE_INTEGER : Number(to)];
  });

/** A word of a query that is yes or no. */
export const YesOrNo = z.enum(['true', 'false']).transform((word) => word === 'true');

const EDGE = "ISO 8601, on the tenant's clock without an offset; a date alone is the whole day";

/** The filters of lists of orders, which must all hold. */
export const orderFilters = {
  view: z.enum(orderViewNames).optional().describe('One of the lists that people work off'),
  stage: commaSeparated(orderStages).optional(),
  status: commaSeparated(orderStatuses).optional(),
  outcome: commaSeparated(['none', ...finalOutcomes])
    .optional()
    .describe('Of the calls, one or more with commas between them'),
  attempts: Attempts.optional().describe('Dials that ended: 2, 1-3, or 2- for two and more'),
  logistics: commaSeparated(['none', ...logisticsStatuses]).optional(),
  payment: commaSeparated(paymentStatuses).optional(),
  method: commaSeparated(paymentMethods).optional(),
  source: texts.optional().describe('One or more, with commas between them'),
  city: texts.optional().describe('One or more, in any case, with or without accents'),
  bookingFailed: YesOrNo.optional().describe('true: confirmed orders whose last booking failed'),
  from: OptionalStart.describe(EDGE),
  to: OptionalTime.describe(EDGE),
  q: z
    .string()
    .trim()
    .min(1)
    .max(200)
    .optional()
    .describe('Of the id, number, reference, external id, name or phone'),
};

export const OrderFilters = z.object(orderFilters);

/** The same as texts, checked and kept as they are written: the filters of a saved list. */
export const OrderFilterTexts = z
  .strictObject(
    Object.fromEntries(
      Object.entries(orderFilters).map(([name, field]) => [name, asText(field).optional()]),
    ) as Record<keyof typeof orderFilters, z.ZodOptional<z.ZodType<string>>>,
  )
  .transform((given) => given as Readonly<Record<string, string>>);

function asText(field: z.ZodType): z.ZodType<string> {
  const isListOf = (given: unknown) => Array.isArray(given) && field.safeParse(given).success;
  const text = z.preprocess(
    (given) => (isListOf(given) ? inCommas(given) : given),
    z
      .string()
      .max(500)
      .superRefine((value, context) => {
        for (const issue of field.safeParse(value).error?.issues ?? [])
          context.issues.push({ ...issue, input: value } as z.core.$ZodRawIssue);
      }),
  );
  return field.description === undefined ? text : text.describe(field.description);
}

type Home = Pick<TenantPrincipal, 'timeZone' | 'country'>;

/** The conditions of a query, its days and hours on the tenant's clock. @param within the field that holds it @throws Problem invalid_request */
export async function toOrderQuery(
  { from: first, to: last, q, ...conditions }: z.output<typeof OrderFilters>,
  { timeZone, country }: Home,
  within = '',
): Promise<OrderQuery> {
  const from = first && (await startOf(first, timeZone));
  const to = last && new Date((await endOf(last, timeZone)).getTime() - 1);
  if (from && to && from > to)
    throw new Problem('invalid_request', {
      issues: [{ field: `${within}to`, rule: 'custom', expected: 'must not be before from' }],
    });
  return { ...conditions, from, to, ...readTerm(q, country) };
}

/** The first instant of the current day. */
export const dayStart = async (home: Home, now: Date): Promise<Date> =>
  (await dayBounds(home, localDay(now, home.timeZone))).start;

/** The first instant of a day, and the first after it. @param day `2026-11-22` */
export async function dayBounds(
  { timeZone }: Pick<Home, 'timeZone'>,
  day: string,
): Promise<{ start: Date; end: Date }> {
  const written = readWrittenTime(day);
  if (written === undefined) throw new TypeError(`${day} is no day`);
  const [start, end] = await Promise.all([startOf(written, timeZone), endOf(written, timeZone)]);
  return { start, end };
}

/** @param day `2026-11-22` */
export const dayBefore = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) - days * 86_400_000).toISOString().slice(0, 10);
