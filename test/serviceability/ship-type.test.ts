import { expect, test } from 'vitest';
import {
  readShipType,
  shipTypes,
  shipTypesOf,
  urgencyOf,
} from '../../shared/serviceability/pricing/ship-type.ts';

test('there are five urgencies, each with a form for enterprises', () => {
  expect(shipTypes).toEqual([
    'NOW',
    'RUSH',
    'XPRESS',
    'SAMEDAY',
    'STANDARD',
    'NOW_ENTERPRISE',
    'RUSH_ENTERPRISE',
    'XPRESS_ENTERPRISE',
    'SAMEDAY_ENTERPRISE',
    'STANDARD_ENTERPRISE',
  ]);
  expect(shipTypes.map(urgencyOf)).toEqual([
    'now',
    'rush',
    'xpress',
    'sameday',
    'standard',
    'now',
    'rush',
    'xpress',
    'sameday',
    'standard',
  ]);
});

test.each([
  ['NOW', 'NOW'],
  ['now', 'NOW'],
  [' Rush ', 'RUSH'],
  ['sameday_enterprise', 'SAMEDAY_ENTERPRISE'],
  ['Standard Enterprise', 'STANDARD_ENTERPRISE'],
  ['xpress-enterprise', 'XPRESS_ENTERPRISE'],
  ['Same Day', 'SAMEDAY'],
  ['same-day enterprise', 'SAMEDAY_ENTERPRISE'],
  ['SAME_DAY_ENTERPRISE', 'SAMEDAY_ENTERPRISE'],
  ['same other day', undefined],
  ['TOMORROW', undefined],
  ['ENTERPRISE', undefined],
  ['', undefined],
])('the ship type that %j names is %s', (written, type) => {
  expect(readShipType(written)).toBe(type);
});

test('an enterprise has its own ship types and no regular ones', () => {
  expect(shipTypesOf([])).toEqual(['NOW', 'RUSH', 'XPRESS', 'SAMEDAY', 'STANDARD']);
  expect(shipTypesOf(['RUSH_ENTERPRISE'])).toEqual(['RUSH_ENTERPRISE']);
});
