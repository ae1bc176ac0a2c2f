import { channel } from 'node:diagnostics_channel';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';

/** What one round trip took: published on `recado:dynamodb` of `node:diagnostics_channel` while there is a listener. */
export interface RoundTrip {
  operation: string;
  /** Capacity units; 0 when the call was refused, which DynamoDB does not report. */
  readUnits: number;
  writeUnits: number;
  refused: boolean;
  /** What was asked, as the client takes it. */
  input: object;
  /** `performance.now()`: trips that overlap are made at the same time. */
  began: number;
  ended: number;
}

export const ROUND_TRIPS = 'recado:dynamodb';

const READS = new Set(['GetItem', 'BatchGetItem', 'Query', 'Scan', 'TransactGetItems']);

/** Lets listeners see each round trip of the client; without one it costs a comparison. */
export function meter(client: DynamoDBClient): void {
  const roundTrips = channel(ROUND_TRIPS);
  client.middlewareStack.add(
    (next, context) => async (args) => {
      if (!roundTrips.hasSubscribers) return next(args);
      const operation = context.commandName?.replace(/Command$/, '') ?? '';
      const began = performance.now();
      const report = (units: number, refused: boolean) => {
        const side = READS.has(operation)
          ? { readUnits: units, writeUnits: 0 }
          : { readUnits: 0, writeUnits: units };
        const ended = performance.now();
        roundTrips.publish({
          operation,
          ...side,
          refused,
          input: args.input,
          began,
          ended,
        } satisfies RoundTrip);
      };
      try {
        const answer = await next({
          input: Object.assign({}, args.input, { ReturnConsumedCapacity: 'TOTAL' }),
        });
        report(unitsOf(answer.output), false);
        return answer;
      } catch (cause) {
        report(0, true);
        throw cause;
      }
    },
    { step: 'initialize', name: 'recadoMeter', priority: 'high' },
  );
}

function unitsOf(output: object): number {
  const { ConsumedCapacity: consumed } = output as { ConsumedCapacity?: Capacity | Capacity[] };
  return [consumed ?? []].flat().reduce((sum, { CapacityUnits = 0 }) => sum + CapacityUnits, 0);
}

type Capacity = { CapacityUnits?: number };
