import { expect, test } from 'vitest';
import { builtInRegions } from '../../infra/regions/built-in.ts';
import { packageSizes } from '../../shared/serviceability/pricing/package-size.ts';
import { indexRegions } from '../../shared/serviceability/regions/region.ts';

const regions = builtInRegions();
const index = indexRegions(regions);

test('the built-in regions are four cities, open all day, with all services and sizes and without surge', () => {
  expect(
    regions.map(({ code, name, timeZone, priceBook }) => [code, name, timeZone, priceBook.currency]),
  ).toEqual([
    ['BLR', 'Bengaluru', 'Asia/Kolkata', 'INR'],
    ['BOG', 'Bogotá', 'America/Bogota', 'COP'],
    ['MDE', 'Medellín', 'America/Bogota', 'COP'],
    ['MEX', 'Ciudad de México', 'America/Mexico_City', 'MXN'],
  ]);
  for (const region of regions) {
    expect(region.services).toEqual({ now: true, rush: true, xpress: true, sameday: true, standard: true });
    expect(region.packageSizes).toEqual(packageSizes);
    expect(Object.values(region.hours).flat()).toEqual(Array(7).fill({ from: '00:00', to: '24:00' }));
    expect(region.priceBook.surge).toEqual({ hours: [], weather: {}, cap: 0 });
    for (const prices of Object.values(region.priceBook.base))
      expect(Object.keys(prices)).toEqual(packageSizes);
  }
});

test('what is collected at a door is limited in the money of the country', () => {
  expect(regions.map(({ code, collections: { minimum, maximum } }) => [code, minimum, maximum])).toEqual([
    ['BLR', 150_00, 10_000_00],
    ['BOG', 5_000_00, 1_000_000_00],
    ['MDE', 5_000_00, 1_000_000_00],
    ['MEX', 50_00, 5_000_00],
  ]);
});

test.each([
  ['HSR Layout', 12.9121, 77.6139, 'BLR'],
  ['MG Road', 12.9756, 77.6066, 'BLR'],
  ['Whitefield', 12.9698, 77.75, 'BLR'],
  ['Plaza de Bolívar', 4.5981, -74.076, 'BOG'],
  ['Usaquén', 4.695, -74.031, 'BOG'],
  ['El Dorado', 4.7016, -74.1469, 'BOG'],
  ['El Poblado', 6.2088, -75.5678, 'MDE'],
  ['Bello', 6.3373, -75.5579, 'MDE'],
  ['Zócalo', 19.4326, -99.1332, 'MEX'],
  ['Santa Fe', 19.3595, -99.2597, 'MEX'],
  ['Xochimilco', 19.2572, -99.1036, 'MEX'],
  ['Mysuru', 12.2958, 76.6394, undefined],
  ['Guatavita', 4.935, -73.834, undefined],
  ['Rionegro', 6.155, -75.374, undefined],
  ['Toluca', 19.2826, -99.6557, undefined],
])('%s is where it is', (_, lat, lng, code) => {
  expect(index.at({ lat, lng })?.code).toBe(code);
});
