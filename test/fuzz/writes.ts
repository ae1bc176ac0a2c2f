import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { ROUND_TRIPS, type RoundTrip } from '../../shared/adapters/dynamo/sdk/meter.ts';

type Json = Record<string, { S?: string } | undefined>;

interface Write {
  Key?: Json;
  Item?: Json;
  TransactItems?: readonly Record<string, { Key?: Json; Item?: Json }>[];
}

/** Where requests are counted, which is all that a refused one may leave. */
const COUNTERS = /^(?:RATE#|APIKEY#|TENANT#\S+ INTAKE_TRAFFIC)/;

/** What an order is called by: taken before it is known whether it is made. */
const NAMES = /^(?:TENANT#\S+ SEQUENCE|REFERENCE#\S+ REFERENCE)$/;

const isGivenBack = (key: string, keys: readonly string[]): boolean =>
  keys.filter((other) => other === key).length === 2;

export interface Recorder {
  /** The keys of the items that were written since this was asked last, counters of requests left out. */
  taken(): string[];
  stop(): void;
}

/** Listens to what this process has stored, through whichever client. */
export function recordWrites(): Recorder {
  let written: string[] = [];
  const see = (message: unknown): void => {
    const { operation, refused, input } = message as RoundTrip;
    if (!refused && /^(?:Put|Update|Delete|TransactWrite)/.test(operation))
      written.push(...keysOf(input as Write));
  };
  subscribe(ROUND_TRIPS, see);
  return {
    taken() {
      const keys = written.filter((key) => !COUNTERS.test(key));
      written = [];
      return keys.filter((key) => !(NAMES.test(key) && isGivenBack(key, keys)));
    },
    stop() {
      unsubscribe(ROUND_TRIPS, see);
    },
  };
}

function keysOf({ Key, Item, TransactItems = [] }: Write): string[] {
  const single = [Key ?? Item];
  const several = TransactItems.flatMap((each) =>
    Object.entries(each).map(([kind, { Key: key, Item: item }]) =>
      kind === 'ConditionCheck' ? undefined : (key ?? item),
    ),
  );
  return [...single, ...several].flatMap((item) => (item ? [`${item.pk?.S} ${item.sk?.S}`] : []));
}
