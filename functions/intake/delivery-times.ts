import { asTyped } from '../../shared/base/text/digits.ts';
import { localDay, localTime } from '../../shared/time/calendar.ts';
import { isNoTime } from '../../shared/time/no-time.ts';
import { firstInstant, isDay, readWrittenTime } from '../../shared/time/written-time.ts';

/** As soon as possible. */
export const ASAP = 'asap';

/** The country and clock by which dates and times are read. */
export interface SenderClock {
  /** ISO 3166-1 alpha-2: month first in the US, day first elsewhere. */
  country: string;
  /** IANA name. */
  timeZone: string;
  now: Date;
}

/** A day, a time of one, or both; of a stretch of time also its end. `HH:MM:SS`. */
export interface GivenTime {
  day?: string;
  time?: string;
  until?: string;
}

/** When a delivery is wanted, as the sender wrote it; nothing for a date that was never set. Undefined for text that is not understood or ambiguous. */
export function readDeliveryDate(given: string, clock: SenderClock): GivenTime | undefined {
  const read = readDate(asTyped(given), clock);
  return read?.day !== undefined && isFirstDay(read.day) ? {} : read;
}

/** Whether a day is one that programs count from, or the eve of one in another zone: 0001-01-01, 1899-12-30, 1970-01-01. */
const isFirstDay = (day: string): boolean => day < '1971';

function readDate(text: string, clock: SenderClock): GivenTime | undefined {
  if (isNoTime(text)) return {};
  const instant = readInstant(text, clock) ?? readSerial(text, SERIAL_DAY);
  if (instant) return instant;
  const basic = /^(\d{4})(\d\d)(\d\d)$/.exec(text);
  if (basic) return existing(`${basic[1]}-${basic[2]}-${basic[3]}`);
  const { date, name, date2 = date, name2 = name, year, rest, numeric = '' } = DATED.exec(text)?.groups ?? {};
  const day =
    name2 === undefined ? readDay(numeric, clock) : dayOf(`${year}`, monthOf(name2) ?? '', `${date2}`);
  if (day === undefined) return undefined;
  if (rest === undefined) return { day };
  const time = readClockTime(rest);
  return time && { day, ...time };
}

const ORDINAL = '(?:st|nd|rd|th|er|[oª°])?';
/** `31 de diciembre de 2026`, `31-dic-2026`, `jueves, 31 dez 2026`. */
const DAY_FIRST = String.raw`(?<date>\d{1,2})${ORDINAL}(?:\s+(?:de\s+)?|[-/.])(?<name>\p{L}{3,10})\.?(?:,?\s+(?:de\s+|del\s+)?|[-/.])`;
/** `December 31, 2026`, `Dic. 31 de 2026`. */
const MONTH_FIRST = String.raw`(?<name2>\p{L}{3,10})\.?\s+(?<date2>\d{1,2})${ORDINAL}(?:,?\s+(?:de\s+|del\s+)?)`;
/** A date in digits or with its month's name, and what follows it. */
const DATED = new RegExp(
  String.raw`^(?:(?<numeric>\d+[/.-]\d+[/.-]\d+)|(?:\p{L}+,?\s+)?(?:${DAY_FIRST}|${MONTH_FIRST})(?<year>\d{4}))(?:,?\s+(?<rest>.+))?$`,
  'iu',
);

/** As they begin in English, Spanish and Portuguese. */
const MONTHS = [
  'jan ene',
  'feb fev',
  'mar',
  'apr abr',
  'may mai',
  'jun',
  'jul',
  'aug ago',
  'sep set',
  'oct out',
  'nov',
  'dec dic dez',
];

function monthOf(name: string): string | undefined {
  const at = MONTHS.findIndex((names) =>
    names.split(' ').some((begin) => name.toLowerCase().startsWith(begin)),
  );
  return at < 0 ? undefined : String(at + 1).padStart(2, '0');
}

/** The same of a time: `18:45`, `6:45 PM`, `18:45-19:15`, or a date with a time. */
export function readDeliveryTime(given: string, clock: SenderClock): GivenTime | undefined {
  const text = asTyped(given);
  if (text.toLowerCase() === ASAP) return { time: ASAP };
  if (isNoTime(text)) return {};
  const [clockTime, ofSerial] = [readClockTime(text), readSerial(text, SERIAL_TIME)];
  if (clockTime && ofSerial) return undefined;
  const { day, ...time } =
    clockTime ?? ofSerial ?? readInstant(text, clock) ?? readSerial(text, SERIAL_DAY) ?? {};
  const read = day === undefined || isFirstDay(day) ? time : { day, ...time };
  return Object.keys(read).length > 0 || day !== undefined ? read : undefined;
}

/**
 * A date from 2023 to 2036 as spreadsheets count it, in days from 1899-12-30, and a time as the fraction of its day:
 * `46387.78125`. Other five digits may be a day with its month and year.
 */
const SERIAL_DAY = /^4[5-9]\d{3}(?:\.\d+)?$/;

/** A time alone: `0.78125`. Where it is also one of the clock, `0.25`, it may be 06:00 or 00:25. */
const SERIAL_TIME = /^0?\.\d+$/;

function readSerial(text: string, form: RegExp): GivenTime | undefined {
  if (!form.test(text)) return undefined;
  const at = new Date(Date.UTC(1899, 11, 30) + Math.round(Number(text) * 86_400) * 1000).toISOString();
  return withTime(at.slice(0, 10), at.slice(11, 19));
}

/** Epoch seconds or milliseconds, or an ISO date-time. Midnight is what a date without a time is written with. */
function readInstant(text: string, { timeZone }: SenderClock): GivenTime | undefined {
  const named = readWrittenTime(text);
  // A week or a month is no day.
  const written = named?.nextDay === undefined ? named : undefined;
  const epochMs = /^\d{9,10}$/.test(text)
    ? Number(text) * 1000
    : /^\d{11,14}$/.test(text)
      ? Number(text)
      : undefined;
  const instant = epochMs ?? (written && firstInstant(written)?.getTime());
  if (instant === undefined) return written && withTime(written.day, written.time?.slice(0, 8));
  if (Number.isNaN(instant)) return undefined;
  const at = new Date(instant);
  return withTime(localDay(at, timeZone), localTime(at, timeZone));
}

const withTime = (day: string, time: string | undefined): GivenTime =>
  time === undefined || time === '00:00:00' ? { day } : { day, time };

const existing = (day: string): GivenTime | undefined => (isDay(day) ? { day } : undefined);

/** `31/12/2026`, `31-12-2026`, `31.12.26` or `2026/12/31`. */
function readDay(date: string, { country, now }: SenderClock): string | undefined {
  const [first = '', second = '', third = ''] = date.split(/[/.-]/);
  if (first.length === 4) return dayOf(first, second, third);
  const years = third.length === 2 ? [`20${third}`].filter((year) => isNear(year, now)) : [third];
  const [year] = years;
  if (year?.length !== 4) return undefined;
  const dayFirst = dayOf(year, second, first);
  const monthFirst = dayOf(year, first, second);
  return country === 'US' ? (monthFirst ?? dayFirst) : (dayFirst ?? monthFirst);
}

/** Of two digits it is only clear that they are a year when it is this one or the next. */
const isNear = (year: string, now: Date): boolean => [0, 1].includes(Number(year) - now.getUTCFullYear());

function dayOf(year: string, month: string, day: string): string | undefined {
  const written = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isDay(written) ? written : undefined;
}

/** A time of the day, or a stretch of it. */
function readClockTime(given: string): GivenTime | undefined {
  const text = given
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .replace(/([ap])\. ?m\.?/g, '$1m')
    .trim()
    .replace(
      /^(?:entre|between|de|das|from)\s+(?:las? |as )?(.+?) (?:y|e|and|a|às|to) (?:las? |as )?(.+)$/,
      '$1-$2',
    )
    .replace(/^(?:(?:a las?|a|às|as|at) |t(?=\d))/, '');
  const [from = '', until, ...others] = text.split(/ ?(?:-|–|—|\/| a | to | hasta ) ?/);
  if (others.length > 0) return undefined;
  if (until === undefined) return named(readHour(from));
  const half = /[ap]m$/.exec(until)?.[0] ?? '';
  const end = readHour(until);
  const starts = [readHour(`${from}${half}`), readHour(from)].filter((start) => start && end && start < end);
  const [start] = starts;
  return start && end ? { time: start, until: end } : undefined;
}

const named = (time: string | undefined): GivenTime | undefined =>
  time === undefined ? undefined : { time };

function readHour(text: string): string | undefined {
  const [, hours = '', minutes, seconds = '00', half] =
    /^(\d{1,2})(?:[:.h](\d\d)(?::(\d\d)(?:[.,]\d{1,9})?)?)? ?(am|pm|h|hs|hrs)?$/.exec(text.trim()) ?? [];
  const isHalf = half === 'am' || half === 'pm';
  if (hours === '' || (minutes === undefined && half === undefined)) return undefined;
  const hour = Number(hours);
  if (hour > 23 || Number(minutes ?? 0) > 59 || Number(seconds) > 59) return undefined;
  if (isHalf && (hour === 0 || (half === 'am' && hour > 12))) return undefined;
  const ofDay = half === 'pm' && hour < 12 ? hour + 12 : half === 'am' && hour === 12 ? 0 : hour;
  return `${String(ofDay).padStart(2, '0')}:${minutes ?? '00'}:${seconds}`;
}
