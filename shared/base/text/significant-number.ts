/** Closer to zero than anything that is measured or paid; not much further on, DynamoDB's numbers end. */
const SMALLEST = 1e-12;

/** For `refine`: a number that is 0, or far enough from it to mean something and to be stored. */
export const significantNumber = [
  (value: number): boolean => value === 0 || Math.abs(value) >= SMALLEST,
  'must be 0, or at least 1e-12 away from it',
] as const;
