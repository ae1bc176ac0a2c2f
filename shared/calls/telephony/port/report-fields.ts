import { oneLine, plainText } from '../../../base/text/text.ts';

/**
 * Reads what a voice agent reports about a call besides its outcome. A malformed field must not cost us the outcome: what can mean only one
 * thing is read, everything else is null.
 */

/** The longest possible call. */
const MAX_CALL_SECONDS = 86_400;

const CLOCK = /^(?:(\d{1,2}):)?(\d{1,3}):(\d{2}(?:\.\d+)?)$/;

/** Whole seconds, from `87`, `"87"`, `"86.6 s"`, `"01:27"` or `"00:01:27"`. */
export function secondsOf(reported: unknown): number | null {
  const seconds = typeof reported === 'string' ? secondsIn(reported.trim()) : reported;
  const isDuration = typeof seconds === 'number' && seconds >= 0 && seconds <= MAX_CALL_SECONDS;
  return isDuration ? Math.round(seconds) : null;
}

function secondsIn(text: string): number | undefined {
  const [, hours = '0', minutes, seconds] = CLOCK.exec(text) ?? [];
  if (minutes !== undefined) return Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
  const number = /^\+?(\d+(?:\.\d*)?)\s*(?:s|secs?|seconds?)?$/i.exec(text)?.[1];
  return number === undefined ? undefined : Number(number);
}

/** A web address of at most 2,048 characters. */
export function urlOf(reported: unknown): string | null {
  const text = reportedText(reported)?.trim() ?? '';
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isWeb = url?.protocol === 'https:' || url?.protocol === 'http:';
  return isWeb && !/\s/.test(text) && text.length <= 2048 ? text : null;
}

/** The transcript, also as the list of turns that most agents keep: `{"role": "agent", "text": "Hola"}`. */
function speechOf(reported: unknown): string | null {
  if (!Array.isArray(reported)) return reportedText(reported);
  const lines = reported.flatMap((turn) => reportedText(turn) ?? turnOf(turn) ?? []);
  return lines.length === 0 ? null : lines.join('\n');
}

/** Bytes of UTF-8 that are kept. */
const MAX_TRANSCRIPT_BYTES = 64 * 1024;
const MAX_SUMMARY_BYTES = 4 * 1024;

/** The transcript, at most 64 kB of it. */
export const transcriptOf = (reported: unknown): string | null => beginning(reported, MAX_TRANSCRIPT_BYTES);

/** The summary, at most 4 kB of it. */
export const summaryOf = (reported: unknown): string | null => beginning(reported, MAX_SUMMARY_BYTES);

function beginning(reported: unknown, longestBytes: number): string | null {
  const whole = reportedText(plainText(speechOf(reported) ?? ''));
  return whole && cut(whole, longestBytes);
}

/** The longest start of a text that fits into this many bytes of UTF-8, whole characters only. */
export function cut(whole: string, longestBytes: number): string {
  if (Buffer.byteLength(whole) <= longestBytes) return whole;
  const start = Buffer.from(whole).subarray(0, longestBytes);
  return new TextDecoder().decode(start, { stream: true });
}

function turnOf(turn: unknown): string | null {
  const words = firstText(turn, ['text', 'content', 'message', 'transcript']);
  const who = firstText(turn, ['role', 'speaker']);
  return words === null || who === null ? words : `${who}: ${words}`;
}

const MAX_LINE_LENGTH = 500;

/** On one line, also of its parts; what is longer than 500 characters is cut. */
export function lineOf(reported: unknown): string | null {
  const parts = ['address1', 'address2', 'city', 'province', 'state', 'zip'].flatMap(
    (name) => firstText(reported, [name]) ?? [],
  );
  const line = oneLine(reportedText(reported) ?? parts.join(', '))
    .trim()
    .replace(/\s+/g, ' ');
  return line === '' ? null : line.slice(0, MAX_LINE_LENGTH).toWellFormed();
}

/** A provider's id of at most 200 characters. */
export function idOf(reported: unknown): string | null {
  const id = reportedText(reported)?.trim() ?? '';
  return id === '' || id.length > 200 ? null : id;
}

const INSTANT = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?\s*(?:Z|[+-]\d{2}(?::?\d{2})?)$/i;

/** ISO 8601 in UTC, from a time with its offset or from seconds or milliseconds since 1970. */
export function instantOf(reported: unknown): string | null {
  const text = reportedText(reported)?.trim() ?? '';
  const epoch = /^\d{10}(?:\.\d+)?$/.test(text)
    ? Number(text) * 1000
    : /^\d{13}$/.test(text)
      ? Number(text)
      : NaN;
  const at = new Date(INSTANT.test(text) ? isoOf(text) : epoch);
  return Number.isNaN(at.getTime()) ? null : at.toISOString();
}

/** As `Date` reads it: with T, a point and whole offsets. */
const isoOf = (text: string): string =>
  text
    .replace(' ', 'T')
    .replace(/\s/g, '')
    .replace(',', '.')
    .replace(/([+-]\d{2})(?::?(\d{2}))?$/, (_all, hours, minutes = '00') => `${hours}:${minutes}`);

/** A text with anything in it, or a number as one. Halves of a character, which cannot be stored, are replaced. */
function reportedText(reported: unknown): string | null {
  if (typeof reported === 'number' && Number.isFinite(reported)) return String(reported);
  return typeof reported === 'string' && reported.trim() !== '' ? reported.toWellFormed() : null;
}

function firstText(reported: unknown, names: readonly string[]): string | null {
  if (typeof reported !== 'object' || reported === null) return null;
  const fields = reported as Record<string, unknown>;
  const name = names.find(
    (candidate) => Object.hasOwn(fields, candidate) && reportedText(fields[candidate]) !== null,
  );
  return name === undefined ? null : reportedText(fields[name]);
}
