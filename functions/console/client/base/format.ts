import { tenant } from './session.ts';
import { language, locale, t } from './words.ts';

/** Formats are made once for each language, zone and style: making one takes longer than a hundred uses of it. */
const made = new Map<string, Intl.NumberFormat | Intl.DateTimeFormat>();

function once<Format extends Intl.NumberFormat | Intl.DateTimeFormat>(
  key: string,
  make: () => Format,
): Format {
  const found = made.get(key) ?? make();
  made.set(key, found);
  return found as Format;
}

const zone = (): string => tenant.value?.timeZone ?? 'UTC';

/**
 * Decimal text or a number in major units, as an amount of a currency; without decimals where they are all zero. They are shown where browsers leave
 * them out, as those of pesos: what is due is what is stored.
 */
export function money(
  amount: string | number | null | undefined,
  currency = tenant.value?.currency ?? 'USD',
): string {
  if (amount === null || amount === undefined || amount === '') return '—';
  const format = once(`money ${locale.value} ${currency}`, () => {
    const style = { style: 'currency', currency, trailingZeroDisplay: 'stripIfInteger' } as const;
    const { maximumFractionDigits: usual = 2 } = new Intl.NumberFormat(locale.value, style).resolvedOptions();
    return new Intl.NumberFormat(locale.value, { ...style, minimumFractionDigits: Math.max(usual, 2) });
  });
  return format.format(amount as number);
}

export const count = (value: number): string =>
  once(`count ${locale.value}`, () => new Intl.NumberFormat(locale.value)).format(value);

/** A share from 0 to 1 as a percentage; a dash when nothing was counted. */
export const percent = (share: number | null | undefined): string =>
  share === null || share === undefined || Number.isNaN(share)
    ? '—'
    : once(
        `percent ${locale.value}`,
        () => new Intl.NumberFormat(locale.value, { style: 'percent', maximumFractionDigits: 1 }),
      ).format(share);

const dateStyles = {
  full: { dateStyle: 'medium', timeStyle: 'medium' },
  short: { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' },
  time: { hour: '2-digit', minute: '2-digit' },
  clock: { timeStyle: 'medium' },
  day: { dateStyle: 'medium' },
  weekday: { weekday: 'long' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

/** An instant on the tenant's clock. @param at ISO 8601 */
export function instant(at: string, style: keyof typeof dateStyles = 'short'): string {
  const format = once(
    `${style} ${locale.value} ${zone()}`,
    () => new Intl.DateTimeFormat(locale.value, { ...dateStyles[style], timeZone: zone() }),
  );
  const date = new Date(at);
  return Number.isNaN(date.getTime()) ? at : format.format(date);
}

/** Whether a text is a calendar day: `2026-11-28`. */
export const isCalendarDay = (text: string): boolean =>
  /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`));

/** A calendar day, `2026-11-28`, whatever the clock. */
export const calendarDay = (day: string): string =>
  once(
    `calendar ${locale.value}`,
    () => new Intl.DateTimeFormat(locale.value, { dateStyle: 'medium', timeZone: 'UTC' }),
  ).format(new Date(`${day}T00:00:00Z`));

/** Today by the tenant's clock: `2026-11-28`. */
export const todayThere = (now = new Date()): string =>
  new Intl.DateTimeFormat('en-CA', {
    timeZone: zone(),
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).format(now);

/** The time on the tenant's clock at an instant, as spreadsheets read it: `2026-11-28 09:30:00`. */
export const dayAndTimeThere = (at: number): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: zone(), dateStyle: 'short', timeStyle: 'medium' }).format(at);

/** `2026-11-28T09:30:00` */
const shownThere = (at: number): string => dayAndTimeThere(at).replace(' ', 'T');

/** An instant as a field for hours by the tenant's clock has it: `2026-11-28T09:30`. */
export const hourThere = (at: number): string => shownThere(at).slice(0, 16);

/** An hour by the tenant's clock, `2026-11-28T09:30`, as an instant: ISO 8601, UTC. */
export function instantThere(local: string): string {
  const wanted = Date.parse(`${local}Z`);
  // The clock's time at an instant, read as if it were UTC, is off by the zone's offset at that instant.
  const shownAt = (at: number) => Date.parse(`${shownThere(at)}Z`);
  const near = wanted - (shownAt(wanted) - wanted);
  return new Date(near - (shownAt(near) - wanted)).toISOString();
}

/** @param code of a language: `pt` */
export const languageName = (code: string): string =>
  new Intl.DisplayNames([language.value], { type: 'language', fallback: 'code' }).of(code) ?? code;

/** `Colombia` of `CO`. */
export const countryName = (code: string): string =>
  new Intl.DisplayNames([language.value], { type: 'region', fallback: 'code' }).of(code) ?? code;

/** The day this many days before or after: `2026-11-21`. */
export const daysFrom = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

const steps = [
  ['second', 60],
  ['minute', 60],
  ['hour', 24],
  ['day', 30],
  ['month', 12],
] as const;

/** How long ago or ahead an instant is: `3 minutes ago`. */
export function fromNow(at: string, now = Date.now()): string {
  let value = (Date.parse(at) - now) / 1000;
  if (Number.isNaN(value)) return at;
  if (Math.abs(value) < 5) return t('time.now');
  const format = new Intl.RelativeTimeFormat(language.value, { numeric: 'auto', style: 'short' });
  for (const [unit, size] of steps) {
    if (Math.abs(value) < size) return format.format(Math.round(value), unit);
    value /= size;
  }
  return format.format(Math.round(value), 'year');
}

/** When a wait ends, never too early: `in 42 minutes`. */
export function ahead(seconds: number): string {
  const [size, unit] =
    seconds < 90
      ? [1, 'second' as const]
      : seconds < 5400
        ? [60, 'minute' as const]
        : [3600, 'hour' as const];
  return new Intl.RelativeTimeFormat(language.value).format(Math.ceil(seconds / size), unit);
}

/** `1:05` of 65 seconds. */
export const duration = (seconds: number): string =>
  `${Math.floor(seconds / 60)}:${String(Math.round(seconds % 60)).padStart(2, '0')}`;
