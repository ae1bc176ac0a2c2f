import { Big } from 'big.js';
import { decimalsOf } from './money.ts';

/** The smallest amount that a currency's coins pay, in major units, where that is not ISO 4217's minor unit. */
const coins: Readonly<Record<string, string>> = { INR: '1', MXN: '0.5', COP: '50', CLP: '10' };

/** The smallest amount that coins pay, in minor units: 100 paise, 5000 centavos of Colombia. */
export const cashUnitOf = (currency: string): number => {
  const unit = coins[currency];
  return unit === undefined ? 1 : new Big(unit).times(minorPerMajor(currency)).toNumber();
};

/** An amount in major units as cash: the nearest amount in minor units that coins of `unit` pay, halves up. */
export const toCash = (major: number | string, currency: string, unit: number): number =>
  new Big(major).times(minorPerMajor(currency)).div(unit).round(0, Big.roundHalfUp).times(unit).toNumber();

const minorPerMajor = (currency: string): Big => new Big(10).pow(decimalsOf(currency));
