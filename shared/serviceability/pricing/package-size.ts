import { matchesWord } from '../../base/input/coerce-values.ts';

/** The limits of a package of one size. */
export interface PackageSizeLimits {
  /** Kilograms, this weight included. */
  maxWeight: number;
  /** Centimetres; a package may be turned to fit. */
  measures: readonly [number, number, number];
  description: string;
}

/** The nine sizes, from the smallest to the largest. */
export const packageSizes = [
  'x-small',
  'small',
  'medium',
  'large',
  'x-large',
  'xx-large',
  'quarter-truck-load',
  'half-truck-load',
  'full-truck-load',
] as const;

export type PackageSize = (typeof packageSizes)[number];

export const packageSizeLimits: Readonly<Record<PackageSize, PackageSizeLimits>> = {
  'x-small': fits(0.5, [17, 17, 10], 'a cereal box'),
  small: fits(3, [34, 32, 10], 'a shoebox'),
  medium: fits(7, [34, 32, 20], 'a handbag'),
  large: fits(15, [42, 36, 37], 'a laundry bag'),
  'x-large': fits(25, [54, 38, 38], 'a compact suitcase'),
  'xx-large': fits(50, [67, 45, 37], 'a large suitcase'),
  'quarter-truck-load': fits(200, [125, 110, 95], 'a quarter truck'),
  'half-truck-load': fits(350, [145, 125, 110], 'a half truck'),
  'full-truck-load': fits(750, [245, 145, 120], 'a full truck'),
};

/** A size by its name, in any case and however its parts are joined; undefined when there is none of that name. */
export const readPackageSize = (name: string): PackageSize | undefined =>
  packageSizes.find(matchesWord(name));

/** The parcel, as far as it is known. */
export interface Parcel {
  /** Kilograms. */
  weight?: number | undefined;
  /** Centimetres, in any order. */
  measures?: readonly [number, number, number] | undefined;
}

/** The sizes that a parcel fits into, smallest first. */
export function sizesFitting({ weight = 0, measures = [0, 0, 0] }: Parcel): PackageSize[] {
  const sides = largestFirst(measures);
  return packageSizes.filter((size) => {
    const limits = packageSizeLimits[size];
    const room = largestFirst(limits.measures);
    return weight <= limits.maxWeight && sides.every((side, index) => side <= (room[index] ?? 0));
  });
}

/** Centimetres out of `20x20x20`, as an order's package has them; undefined when it is anything else. */
export function readDimensions(text: string): Parcel['measures'] {
  const [, ...sides] =
    /^\s*(\d+(?:\.\d+)?)\s*[x×*]\s*(\d+(?:\.\d+)?)\s*[x×*]\s*(\d+(?:\.\d+)?)\s*(?:cm)?\s*$/i.exec(text) ?? [];
  const [length = 0, width = 0, height = 0] = sides.map(Number);
  return length > 0 && width > 0 && height > 0 ? [length, width, height] : undefined;
}

const largestFirst = (measures: readonly number[]): number[] => measures.toSorted((a, b) => b - a);

function fits(maxWeight: number, measures: [number, number, number], into: string): PackageSizeLimits {
  return { maxWeight, measures, description: `Something that fits in ${into}` };
}
