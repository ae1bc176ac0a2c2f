import { DynamoDBClient } from '@aws-sdk/client-dynamodb';

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
  const { send } = DynamoDBClient.prototype;
  let written: string[] = [];
  DynamoDBClient.prototype.send = async function (this: DynamoDBClient, ...given: unknown[]) {
    const result = await Reflect.apply(send, this, given);
    const command = given[0] as { input: Write };
    if (/^(?:Put|Update|Delete|TransactWrite)/.test(command.constructor.name))
      written.push(...keysOf(command.input));
    return result;
  } as typeof send;
  return {
    taken() {
      const keys = written.filter((key) => !COUNTERS.test(key));
      written = [];
      return keys.filter((key) => !(NAMES.test(key) && isGivenBack(key, keys)));
    },
    stop() {
      DynamoDBClient.prototype.send = send;
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
