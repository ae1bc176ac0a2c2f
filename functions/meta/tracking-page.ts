import type { Delivery, DeliveryStatus } from '../../shared/deliveries/delivery.ts';
import type { Tenant } from '../../shared/tenants/tenant.ts';
import { STYLE } from './tracking-style.ts';
import { type TrackingWords, trackingWords } from './tracking-words.ts';

/** A status that a delivery reached. */
export interface Reached {
  status: DeliveryStatus;
  /** ISO 8601. */
  at: string;
}

/** How many stations of a delivery that goes well are behind it; undefined for one that does not. */
const stationOf: Readonly<Record<DeliveryStatus, number | undefined>> = {
  NEW: 1,
  STARTED: 1,
  PICKUPREACHED: 1,
  PICKUPCOMPLETED: 2,
  WH_DROP: 2,
  WH_PICK: 2,
  DROPREACHED: 3,
  DROPCOMPLETED: 4,
  RETURN_INITIATED: undefined,
  RETURNED: undefined,
  CANCELLED: undefined,
};

const SECONDS_BETWEEN_LOOKS = 30;

/**
 * The page behind a tracking link, in the shop's language and on its clock. Whoever has the link sees it: it names no
 * person and no address.
 * @param history oldest first
 */
export function trackingPage(
  { id, mode, status, scheduledAt }: Delivery,
  history: readonly Reached[],
  { name, language, timeZone }: Pick<Tenant, 'name' | 'language' | 'timeZone'>,
): string {
  const words = trackingWords(language);
  const station = stationOf[status];
  const isOver = station === 4 || status === 'RETURNED' || status === 'CANCELLED';
  const time = (at: string) => timeOf(at, words.language, timeZone);
  const lines = history.toReversed().map((reached) => {
    const text = `<span>${words.statuses[reached.status]}</span>`;
    return `<li>${text}${time(reached.at)}</li>`;
  });
  return page(
    words,
    `${words.statuses[status]} · ${name}`,
    `<p class="shop">${escaped(name)}</p>
${mode === 'test' ? `<p class="test">${words.test}</p>\n` : ''}<h1>${words.statuses[status]}</h1>
${station === undefined ? '' : stations(words, station)}<p class="id">${words.title} <b>${id}</b></p>
${status === 'NEW' && scheduledAt ? `<p>${words.scheduled} ${time(scheduledAt)}</p>\n` : ''}<h2>${words.history}</h2>
<ol class="history">
${lines.join('\n')}
</ol>`,
    isOver ? undefined : SECONDS_BETWEEN_LOOKS,
    station === undefined ? 'stopped' : 'well',
  );
}

/** What a link leads to that names no delivery: nobody knows whose language that would be. */
export function unknownPage(): string {
  const words = trackingWords('en');
  return page(words, words.unknown, `<h1>${words.unknown}</h1>\n<p>${words.unknownHint}</p>`);
}

function page(
  { language }: { language: string },
  title: string,
  content: string,
  refreshSeconds?: number,
  tone = 'stopped',
): string {
  const refresh = refreshSeconds ? `\n<meta http-equiv="refresh" content="${refreshSeconds}">` : '';
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">${refresh}
<title>${escaped(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<main class="${tone}">
${content}
</main>
</body>
</html>
`;
}

/** The last station that was reached is the current one. */
function stations({ stations: names }: TrackingWords, reached: number): string {
  const items = names.map((name, index) => {
    const current = index + 1 === reached ? ' aria-current="step"' : '';
    return `<li${index < reached ? ' class="done"' : ''}${current}>${name}</li>`;
  });
  return `<ol class="stations">${items.join('')}</ol>\n`;
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
