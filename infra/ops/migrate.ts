import { ConditionFailed } from '../../shared/adapters/dynamo/errors.ts';
import type { Changes, Condition, Item } from '../../shared/adapters/dynamo/expressions.ts';
import { fromImage } from '../../shared/adapters/dynamo/sdk/attributes.ts';
import type { DynamoClient } from '../../shared/adapters/dynamo/sdk/calls.ts';
import { createTable, type Table } from '../../shared/adapters/dynamo/table.ts';
import { retry } from '../../shared/base/async/retry.ts';

/** A change of items from an older form to the current one. */
export interface MigrationStep {
  changes: Changes;
  /** The item must still have the older form, as it was read: functions keep writing meanwhile. */
  if: Condition;
}

/** How items of one kind are brought from an older release's form to the current one. Releases read both until no stage has the older one. */
export interface Migration {
  /** Its purpose, for people. */
  name: string;
  /** Of the items that it is about. */
  entity: string;
  /** The step of an item that has the older form; undefined for one that has today's. The same item has always the same. */
  stepOf(item: Item): MigrationStep | undefined;
}

export interface Migrated {
  looked: number;
  /** By the migration's name. */
  changed: Readonly<Record<string, number>>;
}

interface Migrating {
  client: DynamoClient;
  tableName: string;
  migrations: readonly Migration[];
  /** Hears how far it is after each page. */
  tell?: (so: Migrated) => void;
}

/** Parts of the table that are read at the same time. */
const SEGMENTS = 4;
/** How often others may change an item first. */
const ATTEMPTS = 10;

/**
 * Brings every item to the current form, while the stage serves. Each item is changed separately, on the condition that it
 * has the older form: it may be stopped at any point and run any number of times, and what is done is passed over.
 * @throws ConditionFailed when functions keep changing one item, so often that its step never finds it as it was read
 */
export async function migrate({ client, tableName, migrations, tell }: Migrating): Promise<Migrated> {
  const table = createTable(client, tableName);
  const changed: Record<string, number> = Object.fromEntries(migrations.map(({ name }) => [name, 0]));
  let looked = 0;
  if (migrations.length === 0) return { looked, changed };
  const entities = Map.groupBy(migrations, ({ entity }) => entity);
  const segment = async (Segment: number) => {
    let ExclusiveStartKey: Record<string, { S: string }> | undefined;
    do {
      const page = await client.send('Scan', {
        TableName: tableName,
        Segment,
        TotalSegments: SEGMENTS,
        ExclusiveStartKey,
      });
      for (const image of page.Items ?? []) {
        looked++;
        const item = fromImage(image) as Item;
        for (const migration of entities.get(String(item.entity)) ?? [])
          if (await bringUp(table, migration, item))
            changed[migration.name] = (changed[migration.name] ?? 0) + 1;
      }
      tell?.({ looked, changed });
      ExclusiveStartKey = page.LastEvaluatedKey as typeof ExclusiveStartKey;
    } while (ExclusiveStartKey !== undefined);
  };
  await Promise.all(Array.from({ length: SEGMENTS }, (_, n) => segment(n)));
  return { looked, changed };
}

/** @returns whether the item was changed */
async function bringUp(table: Table, { stepOf }: Migration, read: Item): Promise<boolean> {
  let item: Item | undefined = read;
  return retry(
    async () => {
      const step = item && stepOf(item);
      if (step === undefined) return false;
      await table.update(read, step.changes, ofStored(step.if));
      return true;
    },
    (thrown, times) => {
      if (!(thrown instanceof ConditionFailed) || times >= ATTEMPTS) return false;
      item = thrown.item;
      return true;
    },
  );
}

/** An item that was deleted meanwhile is not made again. */
const ofStored = ({ expression, names, values }: Condition): Condition => ({
  expression: `attribute_exists(#pk) AND (${expression})`,
  names: { ...names, '#pk': 'pk' },
  ...(values && { values }),
});
