import type * as z from 'zod';
import { coerceTo } from '../../../shared/base/input/coerce.ts';
import { readJson } from '../../../shared/base/input/read-json.ts';
import { Problem } from '../../../shared/base/problem.ts';
import { toIssues } from '../../../shared/http/requests/issues.ts';
import { moneyFormOf } from '../../../shared/serviceability/pricing/money.ts';
import { UpdateOrderBody } from './update-body.ts';

type Sent = { readonly [name: string]: Sent | undefined } | null;

/** The currency that the body of a new order, which is not checked yet, names. */
export const currencyOfOrder = (body: unknown): unknown => (body as Sent)?.payment_info?.currency;

/** The same for an update, which may contain fields that cannot be changed. */
export function currencyOfUpdates(body: unknown): unknown {
  const updates = (body as Sent)?.updates;
  return updates?.currency ?? updates?.payment_info?.currency;
}

/**
 * An update with its amounts in the currency of its order: it is read in the tenant's before its order is known, and `12.990` is
 * 12990 of Chile's pesos and 12.99 of Kuwait's dinars.
 * @throws Problem invalid_request naming amounts that may be two in the order's own
 */
export function readInCurrency(currency: string, rawBody: string): z.output<typeof UpdateOrderBody> {
  const fitted = coerceTo(UpdateOrderBody, readJson(rawBody), moneyFormOf(currency));
  const { data, error } = UpdateOrderBody.safeParse(fitted, { reportInput: true });
  if (error) throw new Problem('invalid_request', { issues: toIssues(error.issues) });
  return data;
}
