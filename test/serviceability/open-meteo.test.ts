import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openMeteo } from '../../shared/serviceability/pricing/open-meteo.ts';

let server: Server;
let url: string;
let asked: string[] = [];
let answer: { status: number; body: unknown };

beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.writeHead(answer.status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(answer.body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));
beforeEach(() => {
  asked = [];
});

const forecast = (code: number, celsius = 25) => ({
  status: 200,
  body: { hourly: { time: [1_795_338_000], weather_code: [code], temperature_2m: [celsius] } },
});
const point = { lat: 12.9121, lng: 77.6139 };
const when = new Date('2026-11-22T15:42:00Z');

describe('the forecast', () => {
  test.each([
    [0, 25, 'fair'],
    [45, 25, 'fair'],
    [0, 42, 'heat'],
    [51, 25, 'rain'],
    [63, 25, 'rain'],
    [80, 25, 'rain'],
    [65, 25, 'heavy_rain'],
    [82, 25, 'heavy_rain'],
    [75, -3, 'snow'],
    [95, 25, 'storm'],
    [99, 45, 'storm'],
  ])('of code %i at %i °C is %s', async (code, celsius, weather) => {
    answer = forecast(code, celsius);
    expect(await openMeteo(url).at(point, when)).toBe(weather);
  });

  test('is asked for its hour and its neighbourhood, once for both', async () => {
    answer = forecast(63);
    const weather = openMeteo(url);
    await weather.at(point, when);
    expect(await weather.at({ lat: 12.93, lng: 77.57 }, new Date('2026-11-22T15:59:00Z'))).toBe('rain');
    expect(asked).toEqual([
      '/v1/forecast?latitude=12.9&longitude=77.6&start_hour=2026-11-22T15:00&end_hour=2026-11-22T15:00&hourly=weather_code,temperature_2m&timeformat=unixtime&timezone=GMT',
    ]);
  });

  test('that failed is requested again', async () => {
    const weather = openMeteo(url);
    answer = { status: 503, body: {} };
    await expect(weather.at(point, when)).rejects.toThrow('The weather provider answered 503');
    answer = forecast(0);
    expect(await weather.at(point, when)).toBe('fair');
  });

  test('that has another format is not a forecast', async () => {
    answer = { status: 200, body: { hourly: { time: [1], weather_code: [], temperature_2m: [] } } };
    await expect(openMeteo(url).at(point, when)).rejects.toThrow(
      'The weather provider answered without a weather code or temperature',
    );
    answer = { status: 200, body: { reason: 'quota' } };
    await expect(openMeteo(url).at(point, when)).rejects.toThrow();
  });
});
