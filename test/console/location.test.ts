import { expect, it } from 'vitest';
import { readLocation } from '../../functions/console/client/base/location.ts';

const bogota = { lat: 4.6486, lng: -74.0628 };

it.each([
  ['4.6486, -74.0628', bogota],
  ['4.6486,-74.0628', bogota],
  [' 4.6486 -74.0628 ', bogota],
  ['4,6486; -74,0628', bogota],
  ['4,6486, -74,0628', bogota],
  ['https://maps.google.com/maps?q=4.6486%2C-74.0628&z=17&hl=es', bogota],
  ['https://www.google.com/maps/@4.6486,-74.0628,17z', bogota],
  ['', undefined],
  ['  ', undefined],
  ['Calle 45 12', { lat: Number.NaN, lng: Number.NaN }],
  ['https://maps.app.goo.gl/Xy12', { lat: Number.NaN, lng: Number.NaN }],
])('a location that a person pastes: %j', (typed, point) => {
  expect(readLocation(typed)).toEqual(point);
});
