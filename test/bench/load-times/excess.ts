import { HOT } from '../hot-functions.ts';
import { BARE, type LoadTime } from './load-times.ts';

/** What a function may take of the bare one's processor time to load. */
const MAX_CPU_RATIO = 0.85;
const MAX_HOT_CPU_RATIO = 0.75;

const isHot = (name: string): boolean => HOT.some((hot) => hot === name);

/** In words, what of its limits a function exceeds; empty when it keeps them. */
export function excessOf({ name, ratio, cpuRatio }: Pick<LoadTime, 'name' | 'ratio' | 'cpuRatio'>): string {
  if (name === BARE) return '';
  const max = isHot(name) ? MAX_HOT_CPU_RATIO : MAX_CPU_RATIO;
  return [
    ...(cpuRatio > max ? [`EXCEEDS ${max} of its processor time`] : []),
    ...(ratio > 1 ? ['slower than the bare function'] : []),
  ].join(', ');
}
