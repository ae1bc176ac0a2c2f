import { channel } from 'node:diagnostics_channel';
import type { DynamoClient } from './calls.ts';

/** The cost of one round trip: published on `recado:dynamodb` of `node:diagnostics_channel` while there is a listener. */
export interface RoundTrip {
  operation: string;
  /** Capacity units; 0 when the call was refused, which DynamoDB does not report. */
  readUnits: number;
  writeUnits: number;
  refused: boolean;
  /** The operation's input. */
  input: object;
  /** `performance.now()`, so that overlapping trips can be told apart from consecutive ones. */
  began: number;
  ended: number;
}

export const ROUND_TRIPS = 'recado:dynamodb';

const READS = new Set(['GetItem', 'BatchGetItem', 'Query', 'Scan', 'TransactGetItems']);

/** Publishes each round trip of the client. Without a listener it costs one comparison. */
export function metered(client: DynamoClient): DynamoClient {
  const roundTrips = channel(ROUND_TRIPS);
  return {
    async send(operation, input) {
      if (!roundTrips.hasSubscribers) return client.send(operation, input);
      const began = performance.now();
      const report = (units: number, refused: boolean) => {
        const side = READS.has(operation)
          ? { readUnits: units, writeUnits: 0 }
          : { readUnits: 0, writeUnits: units };
        const ended = performance.now();
        roundTrips.publish({ operation, ...side, refused, input, began, ended } satisfies RoundTrip);
      };
      try {
        const output = await client.send(operation, { ...input, ReturnConsumedCapacity: 'TOTAL' });
        report(unitsOf(output), false);
        return output;
      } catch (cause) {
        report(0, true);
        throw cause;
      }
    },
    destroy: () => client.destroy(),
  };
}

function unitsOf(output: object): number {
  const { ConsumedCapacity: consumed } = output as { ConsumedCapacity?: Capacity | Capacity[] };
  return [consumed ?? []].flat().reduce((sum, { CapacityUnits = 0 }) => sum + CapacityUnits, 0);
}

type Capacity = { CapacityUnits?: number };
