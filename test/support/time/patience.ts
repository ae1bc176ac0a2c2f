/**
 * How much longer than on dynoxide a test may take: DynamoDB Local answers many times as late, and the crowded cases, which
 * wait for hundreds of its answers, are as much slower.
 */
const SLOWNESS = process.env.RECADO_ENGINE === 'dynamodb-local' ? 6 : 1;

/** How long to wait at most, on the engine that is tested on, for something that may take this many milliseconds on dynoxide. */
export const patience = (ms: number): number => ms * SLOWNESS;

/**
 * How many do something at a time instead of so many, on the engine that is tested on: it works on one request after the
 * other, and a function does not wait longer than 5 s for it.
 */
export const scaledCount = (count: number): number =>
  SLOWNESS === 1 ? count : Math.max(3, Math.ceil(count / 8));
