/** Units of length and weight by their names, as a fraction of a centimetre or a kilogram: exact for whole numbers. */
const lengths: Readonly<Record<string, Fraction>> = { cm: [1, 1], mm: [1, 10], inch: [2.54, 1] };
const weights: Readonly<Record<string, Fraction>> = { kg: [1, 1], g: [1, 1000], lb: [0.45359237, 1] };

type Fraction = readonly [times: number, by: number];

/** How people and programs write them, too, without a point behind them. */
const SPELLINGS: readonly (readonly [unit: string, written: RegExp])[] = [
  ['cm', /^(?:cms|cent[ií]met(?:er|re|ro)s?)$/],
  ['mm', /^(?:mms|mil{1,2}[ií]met(?:er|re|ro)s?)$/],
  ['inch', /^(?:in|inches|["″”])$/],
  ['kg', /^(?:kgs|kilos?|kgm|kilogram(?:me|o)?s?)$/],
  ['g', /^(?:gms?|grs?|gram(?:me|o)?s?)$/],
  // No `libra`: it is 500 g on the markets of Colombia, and 454 g on imported scales.
  ['lb', /^(?:lbs|pounds?)$/],
];

export const lengthUnits: readonly string[] = Object.keys(lengths);
export const weightUnits: readonly string[] = Object.keys(weights);

/** Centimetres; undefined for an unknown unit. */
export const toCentimetres = (length: number, unit: string): number | undefined =>
  convert(length, lengths, unit);

/** Kilograms; undefined for an unknown unit. */
export const toKilograms = (weight: number, unit: string): number | undefined =>
  convert(weight, weights, unit);

function convert(value: number, units: Readonly<Record<string, Fraction>>, unit: string): number | undefined {
  const written = unit.trim().toLowerCase().replace(/\.$/, '');
  const name = SPELLINGS.find(([, spelling]) => spelling.test(written))?.[0] ?? written;
  const fraction = Object.hasOwn(units, name) ? units[name] : undefined;
  return fraction && (value * fraction[0]) / fraction[1];
}
