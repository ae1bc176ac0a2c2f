import * as z from 'zod';
import { remember } from '../../base/async/remember.ts';
import type { Weather } from './price-book.ts';
import type { WeatherProvider } from './weather.ts';

const OPEN_METEO = 'https://api.open-meteo.com';
const TIMEOUT_MS = 1000;
/** How long an answer is valid for its hour and neighbourhood. */
const KEPT_MS = 10 * 60_000;
const HEAT_CELSIUS = 42;

const Forecast = z.object({
  hourly: z.object({
    time: z.array(z.number()).min(1),
    weather_code: z.array(z.number()),
    temperature_2m: z.array(z.number()),
  }),
});

/**
 * Open-Meteo's hourly forecast (https://open-meteo.com/en/docs), which needs no key. Asked once for each hour and tenth
 * of a degree, some 11 km.
 */
export function openMeteo(baseUrl: string = OPEN_METEO): WeatherProvider {
  const forecast = remember((query: string) => ask(`${baseUrl}/v1/forecast?${query}${WANTED}`), {
    lastsMs: KEPT_MS,
  });
  return {
    at({ lat, lng }, when) {
      const hour = new Date(when.getTime() - (when.getTime() % 3_600_000)).toISOString().slice(0, 16);
      const place = `latitude=${lat.toFixed(1)}&longitude=${lng.toFixed(1)}`;
      return forecast(`${place}&start_hour=${hour}&end_hour=${hour}`);
    },
  };
}

const WANTED = '&hourly=weather_code,temperature_2m&timeformat=unixtime&timezone=GMT';

async function ask(url: string): Promise<Weather> {
  const answer = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS) });
  if (!answer.ok) throw new Error(`The weather provider answered ${answer.status}`);
  const { hourly } = Forecast.parse(await answer.json());
  const [code, celsius] = [hourly.weather_code[0], hourly.temperature_2m[0]];
  if (code === undefined || celsius === undefined)
    throw new Error('The weather provider answered without a weather code or temperature');
  return weatherOf(code, celsius);
}

/** WMO code 4677, as Open-Meteo groups it. */
function weatherOf(code: number, celsius: number): Weather {
  if (code >= 95) return 'storm';
  if ([71, 73, 75, 77, 85, 86].includes(code)) return 'snow';
  if ([65, 67, 82].includes(code)) return 'heavy_rain';
  if ((code >= 51 && code <= 67) || code === 80 || code === 81) return 'rain';
  return celsius >= HEAT_CELSIUS ? 'heat' : 'fair';
}
