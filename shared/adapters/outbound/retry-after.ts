/** Characters of the header that are read; the longest form of a date is shorter. */
const MAX_LENGTH = 40;

/** What the three forms of a date in HTTP start with (RFC 9110, 5.6.7); other text that a date parser accepts is not a date here. */
const DATE = /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,? /;

/**
 * The seconds that a `Retry-After` header asks to wait (RFC 9110, 10.2.3), as a number or as a date; 0 for a date that
 * has passed. However many they are, the caller bounds them. Undefined for anything that is neither.
 */
export function retryAfterSeconds(header: string, now: Date): number | undefined {
  const text = header.trim();
  if (text.length > MAX_LENGTH) return undefined;
  if (/^\d+$/.test(text)) return Number(text);
  if (!DATE.test(text)) return undefined;
  const at = Date.parse(text.endsWith(' GMT') ? text : `${text} GMT`);
  return Number.isNaN(at) ? undefined : Math.max(0, Math.ceil((at - now.getTime()) / 1000));
}
