/** Units of length and weight by their names, as a fraction of a centimetre or a kilogram: exact for whole numbers. */
const lengths: Readonly<Record<string, Fraction>> = { cm: [1, 1], mm: [1, 10], inch: [2.54, 1] };
const weights: Readonly<Record<string, Fraction>> = { kg: [1, 1], g: [1, 1000], lb: [0.45359237, 1] };

type Fraction = readonly [times: number, by: number];

export const lengthUnits: readonly string[] = Object.keys(lengths);
export const weightUnits: readonly string[] = Object.keys(weights);

/** Centimetres; undefined for an unknown unit. */
export const toCentimetres = (length: number, unit: string): number | undefined =>
  convert(length, lengths, unit);

/** Kilograms; undefined for an unknown unit. */
export const toKilograms = (weight: number, unit: string): number | undefined =>
  convert(weight, weights, unit);

function convert(value: number, units: Readonly<Record<string, Fraction>>, unit: string): number | undefined {
  const name = unit.trim().toLowerCase();
  const fraction = Object.hasOwn(units, name) ? units[name] : undefined;
  return fraction && (value * fraction[0]) / fraction[1];
}
