import { describe, expect, test } from 'vitest';
import type { SurgeRules, Weather } from '../../shared/serviceability/pricing/price-book.ts';
import { surgeAt } from '../../shared/serviceability/pricing/surge.ts';
import type { WeatherProvider } from '../../shared/serviceability/pricing/weather.ts';

const rules: SurgeRules = {
  hours: [
    { from: '18:00', to: '21:00', rate: 2000 },
    { weekdays: [7], from: '00:00', to: '24:00', rate: 1000 },
  ],
  weather: { rain: 1500, storm: 3000 },
  cap: 5000,
};
const always = (weather: Weather): WeatherProvider => ({ at: async () => weather });
const down: WeatherProvider = {
  at: () => Promise.reject(new Error('The weather provider answered 503')),
};
const surge = (at: string, weather: WeatherProvider | undefined = always('fair'), given = rules) =>
  surgeAt(given, { point: { lat: 12.9, lng: 77.6 }, at: new Date(at), timeZone: 'Asia/Kolkata' }, weather);

describe('busy hours', () => {
  test.each([
    ['start on the clock of the region', '2026-11-23T12:30:00Z', 2000],
    ['end before their end', '2026-11-23T15:30:00Z', 0],
    ['may be those of a weekday', '2026-11-22T04:00:00Z', 1000],
    ['count as the highest of those that it is', '2026-11-22T13:00:00Z', 2000],
    ['are over at midnight there, not here', '2026-11-22T18:30:00Z', 0],
  ])('%s', async (_, at, hour) => {
    expect(await surge(at)).toEqual({ hour, weather: 0, conditions: 'fair' });
  });
});

describe('the weather', () => {
  const noon = '2026-11-23T06:30:00Z';

  test('adds its rate, and nothing when it has none', async () => {
    expect(await surge(noon, always('storm'))).toEqual({ hour: 0, weather: 3000, conditions: 'storm' });
    expect(await surge(noon, always('snow'))).toEqual({ hour: 0, weather: 0, conditions: 'snow' });
  });

  test('is unknown and costs nothing when its provider is down, or there is none', async () => {
    const unknown = { hour: 0, weather: 0, conditions: 'unknown' };
    expect(await surge(noon, down)).toEqual(unknown);
    expect(
      await surgeAt(rules, { point: { lat: 0, lng: 0 }, at: new Date(noon), timeZone: 'UTC' }, undefined),
    ).toEqual(unknown);
  });

  test('is not asked for where it costs nothing', async () => {
    expect(await surge(noon, down, { ...rules, weather: { rain: 0 } })).toEqual({
      hour: 0,
      weather: 0,
      conditions: 'fair',
    });
  });
});
