import type { CheckResult, FailureCollector } from './failure.ts';
import { type PackageSize, packageSizes, sizesFitting } from './pricing/package-size.ts';
import { lengthUnits, toCentimetres, toKilograms, weightUnits } from './pricing/units.ts';
import { checkSize } from './rules.ts';
import type { ServiceRequest } from './service-request.ts';

/** Which sizes are asked about. */
export interface RequestedSizes {
  sizes: readonly PackageSize[];
  /** Whether one of them is enough, the first that is carried: those that a parcel fits into. */
  isOneEnough: boolean;
}

/** The sizes that are asked for by name, else those that the parcel fits into, else all. */
export function readSizes(asked: ServiceRequest, findings: FailureCollector): RequestedSizes | undefined {
  if (asked.sizes?.length) {
    const named = asked.sizes.map((name) => findings.take(checkSize(name)));
    const sizes = named.filter((size) => size !== undefined);
    return sizes.length === named.length ? { sizes: [...new Set(sizes)], isOneEnough: false } : undefined;
  }
  const { weight, dimensions } = asked;
  if (weight === undefined && dimensions === undefined) return { sizes: packageSizes, isOneEnough: false };
  const kilograms = weight && findings.take(weighed(weight));
  const measures = dimensions && findings.take(measured(dimensions));
  if ((weight && kilograms === undefined) || (dimensions && measures === undefined)) return undefined;
  const sizes = sizesFitting({ weight: kilograms, measures });
  if (sizes.length > 0) return { sizes, isOneEnough: true };
  const parcel = [kilograms && `${kilograms} kg`, measures && `${measures.join(' × ')} cm`];
  findings.add({
    reason: 'service_request_invalid',
    rule: 'size',
    message: `A package of ${parcel.filter(Boolean).join(' and ')} is too big for every package size`,
  });
  return undefined;
}

const invalid = (message: string) => ({
  failure: { reason: 'service_request_invalid', rule: 'size', message } as const,
});

function weighed({ weight, units }: NonNullable<ServiceRequest['weight']>): CheckResult<number> {
  const kilograms = toKilograms(weight, units);
  if (kilograms === undefined)
    return invalid(`Weight is measured in ${weightUnits.join(', ')}, not ${units}`);
  return kilograms > 0 ? { value: kilograms } : invalid('The weight of a package is more than 0');
}

function measured({
  length,
  width,
  height,
  units,
}: NonNullable<ServiceRequest['dimensions']>): CheckResult<readonly [number, number, number]> {
  const centimetres = [length, width, height].map((side) => toCentimetres(side, units));
  const [a, b, c] = centimetres;
  if (a === undefined || b === undefined || c === undefined)
    return invalid(`Dimensions are measured in ${lengthUnits.join(', ')}, not ${units}`);
  return a > 0 && b > 0 && c > 0 ? { value: [a, b, c] } : invalid('The sides of a package are more than 0');
}
