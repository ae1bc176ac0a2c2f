import { coerceTo } from '../../base/input/coerce.ts';
import type { MoneyForm } from '../../base/input/money-text.ts';
import { readJson } from '../../base/input/read-json.ts';
import { Problem } from '../../base/problem.ts';
import { moneyFormOf } from '../../serviceability/pricing/money.ts';
import type { Exchange } from '../exchange.ts';
import { isPublicPage } from '../public-headers.ts';
import { isCompressed, isJson, MAX_SIGNED_BODY_BYTES, readText, requireSize } from '../requests/read-body.ts';
import { readQuery } from '../requests/read-query.ts';
import { validate } from '../validate.ts';
import type { Middleware } from './middleware.ts';

/** Reads path, query and body, and checks them against the declaration. */
export function readRequest(tenantCurrency: TenantCurrency = currencyOfKey): Middleware {
  return {
    async before({ internal: { state: exchange } }) {
      const { declaration, event, headers } = exchange;
      const reads = declaration.body !== undefined && declaration.readsRawBody === undefined;
      requireSize(event, declaration.readsRawBody && MAX_SIGNED_BODY_BYTES);
      if (event.body && isCompressed(headers['content-encoding'])) throw new Problem('unsupported_encoding');
      if (reads && event.body && !isJson(headers['content-type']))
        throw new Problem('unsupported_media_type');
      exchange.rawBody = readText(event, headers['content-type']);
      const body = reads ? readJson(exchange.rawBody) : undefined;
      const given = {
        params: event.pathParameters ?? {},
        // Services through which a link is shared add parameters of their own: `fbclid`, `utm_source`.
        query: readQuery(isPublicPage(declaration) ? '' : event.rawQueryString),
        body,
      };
      const validWith = (money?: MoneyForm) => validate(declaration, { ...given, money });
      try {
        Object.assign(exchange, validWith());
      } catch (refused) {
        // It may be right in its currency, which need not be known otherwise: `₹1,29,900`, thousandths.
        const money =
          reads && isAboutAmounts(refused) ? await moneyOf(exchange, body, tenantCurrency) : undefined;
        if (money === undefined) throw refused;
        Object.assign(exchange, validWith(money));
      }
    },
  };
}

const isAboutAmounts = (refused: unknown): boolean =>
  refused instanceof Problem &&
  refused.details.issues?.some(
    ({ rule, expected }) =>
      rule === 'amount' || rule === 'ambiguous_amount' || (rule === 'type' && expected === 'number'),
  ) === true;

/** The currency of the tenant that a request is about. @param body coerced to its schema, and not checked yet */
export type TenantCurrency = (exchange: Exchange, body: unknown) => Promise<string | undefined>;

export const currencyOfKey: TenantCurrency = async ({ principal }) =>
  principal && 'currency' in principal ? principal.currency : undefined;

async function moneyOf(
  exchange: Exchange,
  sent: unknown,
  tenantCurrency: TenantCurrency,
): Promise<MoneyForm | undefined> {
  const { declaration } = exchange;
  // What names the currency may lie in a text, as lists and objects may.
  const body = declaration.body === undefined ? sent : coerceTo(declaration.body, sent);
  const named = declaration.currencyOf?.(body);
  const own = typeof named === 'string' ? named.trim().toUpperCase() : '';
  const currency = own || (await tenantCurrency(exchange, body));
  return currency !== undefined && /^[A-Z]{3}$/.test(currency) ? moneyFormOf(currency) : undefined;
}
