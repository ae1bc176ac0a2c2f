import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { ROUND_TRIPS, type RoundTrip } from '../../../shared/adapters/dynamo/sdk/meter.ts';

/**
 * Whether the engine that is tested on counts write units as DynamoDB does. DynamoDB Local leaves the indexes out of what
 * a transaction takes, and counts all of them with an update. Its read units and round trips are right.
 */
export const countsWriteUnits = process.env.RECADO_ENGINE !== 'dynamodb-local';

/** The round trips to DynamoDB that this process makes during some work, in order. */
export async function roundTripsOf(work: () => Promise<unknown>): Promise<RoundTrip[]> {
  const seen: RoundTrip[] = [];
  const see = (message: unknown) => {
    seen.push(message as RoundTrip);
  };
  subscribe(ROUND_TRIPS, see);
  try {
    await work();
  } finally {
    unsubscribe(ROUND_TRIPS, see);
  }
  return seen;
}
