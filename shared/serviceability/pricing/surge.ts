import type { Point } from '../../geo/point.ts';
import { weekdays } from '../../time/weekdays.ts';
import type { Surge } from './price.ts';
import type { SurgeRules } from './price-book.ts';
import type { WeatherProvider } from './weather.ts';

interface SurgeQuery {
  point: Point;
  at: Date;
  /** IANA name. */
  timeZone: string;
}

/**
 * The surcharges at an instant and place. When the weather is unknown, nothing is added for it, and the price says
 * so. It is not looked up for regions without a surcharge for weather.
 */
export async function surgeAt(
  { hours, weather }: SurgeRules,
  { point, at, timeZone }: SurgeQuery,
  provider: WeatherProvider | undefined,
): Promise<Surge> {
  const hour = hourRate(hours, at, timeZone);
  if (Object.values(weather).every((rate) => rate === 0)) return { hour, weather: 0, conditions: 'fair' };
  try {
    if (provider === undefined) return { hour, weather: 0, conditions: 'unknown' };
    const conditions = await provider.at(point, at);
    return { hour, weather: conditions === 'fair' ? 0 : (weather[conditions] ?? 0), conditions };
  } catch {
    return { hour, weather: 0, conditions: 'unknown' };
  }
}

/** The highest rate of those whose hours it is on the region's clock. */
function hourRate(hours: SurgeRules['hours'], at: Date, timeZone: string): number {
  if (hours.length === 0) return 0;
  const { weekday, time } = localTime(at, timeZone);
  const rates = hours
    .filter((hour) => hour.weekdays?.includes(weekday) ?? true)
    .filter(({ from, to }) => from <= time && time < to)
    .map(({ rate }) => rate);
  return Math.max(0, ...rates);
}

function localTime(at: Date, timeZone: string): { weekday: number; time: string } {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    weekday: 'long',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
  const weekday = weekdays.map(String).indexOf(parts.weekday?.toLowerCase() ?? '') + 1;
  return { weekday, time: `${parts.hour}:${parts.minute}` };
}
