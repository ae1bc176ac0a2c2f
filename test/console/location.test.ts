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
  ['https://maps.google.com/?q=4.6486,+-74.0628', bogota],
  ['https://maps.google.com/?q=4.6486%2C%20-74.0628', bogota],
  ['https://www.google.com/maps/@4.6486,-74.0628,17z', bogota],
  ['https://www.google.com/maps/place/Casa/@4.6401,-74.0712,15z/data=!3m1!8m2!3d4.6486!4d-74.0628', bogota],
  ['4.6486° N, 74.0628° W', bogota],
  ['4.6486, 74.0628 O', bogota],
  ['4.6486N 74.0628W', bogota],
  ['33.4489° S, 70.6693° W', { lat: -33.4489, lng: -70.6693 }],
  ['-33.4489° S, -70.6693° W', { lat: -33.4489, lng: -70.6693 }],
  ['12.9116° N, 77.6389° E', { lat: 12.9116, lng: 77.6389 }],
  ['4.6486, -74.0628 oficina 2', bogota],
  ['5, -74.0628', { lat: 5, lng: -74.0628 }],
  ['13; 77', { lat: 13, lng: 77 }],
  ['0, 0', { lat: 0, lng: 0 }],
  // Half of one with a decimal comma.
  ['4,64', { lat: Number.NaN, lng: Number.NaN }],
  ['1004.6486, -74.0628', { lat: Number.NaN, lng: Number.NaN }],
  ['', undefined],
  ['  ', undefined],
  ['Calle 45 12', { lat: Number.NaN, lng: Number.NaN }],
  ['https://maps.app.goo.gl/Xy12', { lat: Number.NaN, lng: Number.NaN }],
])('a location that a person pastes: %j', (typed, point) => {
  expect(readLocation(typed)).toEqual(point);
});
