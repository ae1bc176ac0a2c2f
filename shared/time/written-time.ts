import { asTyped } from '../base/text/digits.ts';

/** A date or a time of day as a person wrote it. */
export interface WrittenTime {
  /** `YYYY-MM-DD`: the first one, of a week, month or year. */
  day: string;
  /** The first day after a week, month or year; undefined for what names a day or less. */
  nextDay?: string;
  /** `HH:MM:SS.mmm`; undefined for whole days. */
  time: string | undefined;
  /** `Z` or `±HH:MM`; undefined when no offset is given. */
  offset: string | undefined;
  /** Milliseconds to the end of the hour, minute or second it names. */
  restMs: number;
}

const DAY = String.raw`(?<year>\d{4})(?:-(?<month>\d\d?)-(?<date>\d\d?)|/(?<month>\d\d?)/(?<date>\d\d?)|(?<month>\d\d)(?<date>\d\d))`;
const OFFSET = String.raw`\s*(?<utc>z|utc|gmt)|\s*(?:utc|gmt)?(?<sign>[+−-])(?<hours>\d\d?)(?::?(?<minutes>\d\d))?|\s+(?<bareHours>\d\d):?(?<bareMinutes>\d\d)`;
const TIME = String.raw`(?<hour>[01]\d|2[0-3])(?::(?<minute>[0-5]\d)(?::(?<second>[0-5]\d)(?:[.,](?<fraction>\d{1,9}))?)?)?`;
/** Of a zone, only where an offset says the same: `[America/Bogota]`, `(Colombia Standard Time)`. */
const ZONE = String.raw`\s*(?:\[[^\]]+\]|\([^)]+\))`;
const WRITTEN = new RegExp(String.raw`^${DAY}(?:(?:t|\s+)${TIME}(?:(?:${OFFSET})(?:${ZONE})?)?)?$`, 'i');

/** What JavaScript and mail write: `Sat Nov 28 2026 10:00:00 GMT-0500 (…)`, `Sat, 28 Nov 2026 10:00:00 GMT`. */
const NAMED =
  /^(?:[a-z]{3},?\s+)?(?:(?<first>[a-z]{3})\s+(?<after>\d\d?)|(?<before>\d\d?)\s+(?<second>[a-z]{3})),?\s+(?<year>\d{4})(?<rest>\s.+)?$/i;
const MONTHS = 'janfebmaraprmayjunjulaugsepoctnovdec';

const WEEK = /^(?<year>\d{4})-?W(?<week>\d\d)$/i;
const WEEKDAY = /^(?<year>[1-9]\d{3})-?W(?<week>\d\d)-?(?<weekday>[1-7])(?=$|[t\s])/i;
const ORDINAL = /^(?<year>[1-9]\d{3})-(?<ordinal>\d{3})(?=$|[t\s])/i;
const MONTH = /^(?<year>\d{4})[-/](?<month>\d\d?)$/;
const YEAR = /^(?<year>[12]\d{3})$/;
/** Python, PHP and Ruby count seconds with a fraction, the clocks of browsers milliseconds with one. */
const EPOCH_SECONDS = /^\d{10}(?<fraction>\.\d{1,9})?$/;
const EPOCH_MS = /^\d{13}(?:\.\d{1,9})?$/;
/** As .NET wrote times into JSON; the offset says only where it was written. */
const DOT_NET = /^\/Date\((\d{13})(?:[+-]\d{4})?\)\/$/;

const DAY_MS = 86_400_000;

/**
 * Reads ISO 8601, its weeks, months, years and days of a week or year too, and common variants: a space for the T, `-0500` and `-05`, a plus
 * sign that came as a space because it was not encoded, seconds or milliseconds since 1970, with a fraction or as .NET
 * wrote them, and what `Date` of JavaScript prints. Undefined for anything else, and for days that do not exist.
 */
export function readWrittenTime(text: string): WrittenTime | undefined {
  const trimmed = asTyped(text).trim().replace(DOT_NET, '$1');
  return readTime(trimmed) ?? readPeriod(trimmed) ?? readEpoch(trimmed);
}

function readTime(text: string): WrittenTime | undefined {
  const { groups } = WRITTEN.exec(byMonth(unnamed(text))) ?? {};
  if (groups === undefined) return undefined;
  const { year, month = '', date = '', hour, minute, second, fraction } = groups;
  const day = `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`;
  if (!isDay(day)) return undefined;
  if (hour === undefined) return { day, time: undefined, offset: undefined, restMs: 0 };
  const time = `${hour}:${minute ?? '00'}:${second ?? '00'}.${(fraction ?? '').slice(0, 3).padEnd(3, '0')}`;
  const restMs =
    minute === undefined ? 3_599_999 : second === undefined ? 59_999 : fraction === undefined ? 999 : 0;
  return { day, time, offset: offsetOf(groups), restMs };
}

/** With the day by its month: ISO 8601 counts it within its week or its year, too. */
function byMonth(text: string): string {
  const { 0: written = '', groups } = WEEKDAY.exec(text) ?? ORDINAL.exec(text) ?? {};
  if (groups === undefined) return text;
  const { week, weekday, ordinal } = groups;
  const year = Number(groups.year);
  const at =
    week === undefined
      ? Date.UTC(year, 0, Number(ordinal))
      : weekOf(year, Number(week)) + (Number(weekday) - 1) * DAY_MS;
  const exists = week === undefined ? dayOf(at).startsWith(`${year}-`) : hasWeek(year, Number(week));
  return exists ? `${dayOf(at)}${text.slice(written.length)}` : text;
}

/** With the month as a number. */
function unnamed(text: string): string {
  const { first, after, before, second, year, rest = '' } = NAMED.exec(text)?.groups ?? {};
  const at = MONTHS.indexOf((first ?? second ?? '?').toLowerCase());
  return at < 0 || at % 3 !== 0 ? text : `${year}-${at / 3 + 1}-${after ?? before}${rest}`;
}

function readPeriod(text: string): WrittenTime | undefined {
  const { groups } = WEEK.exec(text) ?? MONTH.exec(text) ?? YEAR.exec(text) ?? {};
  if (groups === undefined) return undefined;
  const { week, month } = groups;
  const year = Number(groups.year);
  const [first, next] =
    week !== undefined
      ? [weekOf(year, Number(week)), weekOf(year, Number(week) + 1)]
      : month !== undefined
        ? [Date.UTC(year, Number(month) - 1), Date.UTC(year, Number(month))]
        : [Date.UTC(year, 0), Date.UTC(year + 1, 0)];
  const exists =
    week !== undefined
      ? hasWeek(year, Number(week))
      : month === undefined || (Number(month) >= 1 && Number(month) <= 12);
  const [day, nextDay] = [dayOf(first), dayOf(next)];
  if (!exists || !isDay(nextDay)) return undefined;
  return { day, nextDay, time: undefined, offset: undefined, restMs: 0 };
}

/** The Monday of a week: that of 4 January is the first of a year (ISO 8601). */
function weekOf(year: number, week: number): number {
  const fourth = new Date(Date.UTC(year, 0, 4));
  return fourth.getTime() + ((week - 1) * 7 - ((fourth.getUTCDay() + 6) % 7)) * DAY_MS;
}

const hasWeek = (year: number, week: number): boolean => week > 0 && weekOf(year, week) < weekOf(year + 1, 1);

function readEpoch(text: string): WrittenTime | undefined {
  const seconds = EPOCH_SECONDS.exec(text);
  if (seconds === null && !EPOCH_MS.test(text)) return undefined;
  const isWhole = seconds !== null && seconds.groups?.fraction === undefined;
  const at = new Date(seconds === null ? Number(text) : Math.floor(Number(text) * 1000)).toISOString();
  return { day: at.slice(0, 10), time: at.slice(11, 23), offset: 'Z', restMs: isWhole ? 999 : 0 };
}

const dayOf = (epochMs: number): string => new Date(epochMs).toISOString().slice(0, 10);

/** The first instant that a time with an offset names; undefined without one. */
export const firstInstant = ({ day, time, offset }: WrittenTime): Date | undefined =>
  time === undefined || offset === undefined ? undefined : new Date(`${day}T${time}${offset}`);

/** Whether the day exists: `YYYY-MM-DD`. */
export function isDay(day: string): boolean {
  const midnight = new Date(`${day}T00:00:00Z`);
  // A day beyond the end of the month rolls over into the next one.
  return !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(day);
}

function offsetOf({ utc, sign, hours, minutes, bareHours, bareMinutes }: Record<string, string | undefined>) {
  if (utc !== undefined) return 'Z';
  if (hours !== undefined) return `${sign === '+' ? '+' : '-'}${hours.padStart(2, '0')}:${minutes ?? '00'}`;
  return bareHours === undefined ? undefined : `+${bareHours}:${bareMinutes}`;
}
