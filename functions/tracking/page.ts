import { isolated } from '../../shared/base/text/text.ts';
import type { Delivery } from '../../shared/deliveries/delivery/delivery.ts';
import type { ReachedStatus } from '../../shared/deliveries/delivery/reached-status.ts';
import type { DeliveryStatus } from '../../shared/events/delivery-words.ts';
import { decimalsOf, toMajor } from '../../shared/serviceability/pricing/money.ts';
import type { Tenant } from '../../shared/tenants/tenant/tenant.ts';
import { STYLE } from './style.ts';
import { type TrackingWords, trackingWords } from './words.ts';

/** How many stations of a delivery that goes well are behind it; undefined for one that does not. */
const stationOf: Readonly<Record<DeliveryStatus, number | undefined>> = {
  new: 1,
  accepted: 1,
  at_pickup: 1,
  picked_up: 2,
  in_warehouse: 2,
  left_warehouse: 2,
  at_door: 3,
  delivered: 4,
  returning: undefined,
  returned: undefined,
  cancelled: undefined,
};

/** Further facts of a delivery that a page shows. */
export interface TrackingDetails {
  /** Oldest first. */
  history: readonly ReachedStatus[];
  /** The shop's own number of the order; empty when there is none. */
  orderNumber: string;
  /** The languages of the visitor, the preferred one first. */
  visitor: readonly string[];
}

type Shop = Pick<Tenant, 'name' | 'language' | 'timeZone' | 'domain' | 'contact'>;

/**
 * The page behind a tracking link, in the visitor's language or the shop's and on the shop's clock. Anybody with the link
 * sees it: it names no person and no address.
 */
export function trackingPage(
  delivery: Delivery,
  { history, orderNumber, visitor }: TrackingDetails,
  shop: Shop,
): string {
  const { id, mode, status, scheduledAt, collection, price } = delivery;
  const words = trackingWords(...visitor, shop.language);
  const station = stationOf[status];
  const isOver = station === 4 || status === 'returned' || status === 'cancelled';
  const time = (at: string) => timeOf(at, words.language, shop.timeZone);
  const lines = history.toReversed().map((reached) => {
    const text = `<span>${words.statuses[reached.status]}</span>`;
    return `<li>${text}${time(reached.at)}</li>`;
  });
  const cash = station !== undefined && !isOver && collection && collection.amount > 0;
  return page(
    words,
    `${words.statuses[status]} · ${isolated(shop.name)}`,
    [
      `<p class="shop">${shown(shop.name)}</p>`,
      mode === 'test' && `<p class="test">${words.test}</p>`,
      `<h1>${words.statuses[status]}</h1>`,
      station !== undefined && stations(words, station),
      cash &&
        `<p class="cash">${words.cash} <b>${moneyOf(collection.amount, price.currency, words.language)}</b></p>`,
      orderNumber !== '' && `<p class="id">${words.order} <b>${shown(orderNumber)}</b></p>`,
      `<p class="id">${words.title} <b>${id}</b></p>`,
      status === 'new' && scheduledAt && `<p>${words.scheduled} ${time(scheduledAt)}</p>`,
      contactOf(words, shop),
      // A page that reloads itself loses the place of people who are reading it, or having it read out.
      !isOver && `<p><a href="">${words.reload}</a></p>`,
      `<h2>${words.history}</h2>`,
      `<ol class="history">\n${lines.join('\n')}\n</ol>`,
    ],
    station === undefined ? 'stopped' : 'well',
  );
}

/** The page of a link to an unknown delivery: there is no shop to take the language from, so the visitor's counts. */
export function unknownPage(visitor: readonly string[]): string {
  const words = trackingWords(...visitor);
  return page(words, words.unknown, [`<h1>${words.unknown}</h1>`, `<p>${words.unknownHint}</p>`]);
}

function page(
  { language }: { language: string },
  title: string,
  content: readonly (string | false | null | undefined)[],
  tone = 'stopped',
): string {
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<main class="${tone}">
${content.filter(Boolean).join('\n')}
</main>
</body>
</html>
`;
}

/** The shop's contact details; undefined where it gave none. */
function contactOf(words: TrackingWords, { domain, contact }: Shop): string | undefined {
  const link = (href: string, text: string) => `<a href="${escaped(href)}">${shown(text)}</a>`;
  const { phone, email } = contact ?? {};
  const ways = [
    phone && link(`tel:${phone.replace(/[^\d+]/g, '')}`, phone),
    email && link(`mailto:${encodeURIComponent(email).replace('%40', '@')}`, email),
    domain && link(`https://${domain}`, domain),
  ].filter(Boolean);
  return ways.length === 0 ? undefined : `<p>${words.contact} ${ways.join(' · ')}</p>`;
}

const moneyOf = (minor: number, currency: string, language: string): string => {
  const major = toMajor(minor, currency);
  const digits = Number.isInteger(major) ? 0 : decimalsOf(currency);
  const format = new Intl.NumberFormat(language, {
    ...{ style: 'currency', currency },
    ...{ minimumFractionDigits: digits, maximumFractionDigits: digits },
  });
  return escaped(format.format(major));
};

/** The last station that was reached is the current one. */
function stations({ stations: names }: TrackingWords, reached: number): string {
  const items = names.map((name, index) => {
    const current = index + 1 === reached ? ' aria-current="step"' : '';
    return `<li${index < reached ? ' class="done"' : ''}${current}>${name}</li>`;
  });
  return `<ol class="stations">${items.join('')}</ol>`;
}

function timeOf(at: string, language: string, timeZone: string): string {
  const format = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short', timeZone });
  return `<time datetime="${at}">${escaped(format.format(new Date(at)))}</time>`;
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => entities[sign] ?? sign);

/** A shop's text, isolated so that it does not change the direction of writing around it. */
const shown = (text: string): string => `<bdi>${escaped(isolated(text))}</bdi>`;
