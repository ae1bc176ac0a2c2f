import { beforeEach, expect, it } from 'vitest';
import { type Migration, migrate } from '../../infra/ops/migrate.ts';
import { migrations } from '../../infra/ops/migrations.ts';
import { createDynamoClient } from '../../shared/adapters/dynamo/client.ts';
import type { Item } from '../../shared/adapters/dynamo/expressions.ts';
import { required } from '../../shared/base/env.ts';
import { engine, useTable } from '../support/table/setting.ts';

useTable();

const setting = () => ({ client: createDynamoClient(), tableName: required('TABLE_NAME') });

/** A made-up change of form: names in capitals, from release 2 on. */
const capitals: Migration = {
  name: 'names in capitals',
  entity: 'thing',
  stepOf: ({ name, form }) =>
    form === 2
      ? undefined
      : {
          changes: { set: { name: String(name).toUpperCase(), form: 2 } },
          if: {
            expression: '#name = :name AND attribute_not_exists(form)',
            names: { '#name': 'name' },
            values: { ':name': name },
          },
        },
};

const things = Array.from(
  { length: 300 },
  (_, n): Item => ({ pk: `THING#${n}`, sk: 'THING', entity: 'thing', name: `a${n}` }),
);
const other: Item = { pk: 'OTHER#1', sk: 'OTHER', entity: 'other', name: 'as it is' };

beforeEach(async () => {
  await engine.table.batchWrite([...things, other].map((put) => ({ put })));
});

const stored = async () => {
  const items = await engine.table.batchGet(things);
  return items.map(({ name, form }) => `${name} ${form}`).sort();
};
const MIGRATED = things.map(({ name }) => `${String(name).toUpperCase()} 2`).sort();

it('brings every item of its kind to the new form, once, and no other', async () => {
  expect((await migrate({ ...setting(), migrations: [capitals] })).changed).toEqual({
    'names in capitals': 300,
  });
  expect(await stored()).toEqual(MIGRATED);
  expect(await engine.table.get(other)).toEqual(other);
  expect((await migrate({ ...setting(), migrations: [capitals] })).changed).toEqual({
    'names in capitals': 0,
  });
});

it('continues where it was killed', async () => {
  let left = 120;
  const dying: Migration = {
    ...capitals,
    stepOf(item) {
      if (left-- === 0) throw new Error('killed');
      return capitals.stepOf(item);
    },
  };
  await expect(migrate({ ...setting(), migrations: [dying] })).rejects.toThrow('killed');
  const { changed } = await migrate({ ...setting(), migrations: [capitals] });
  expect(changed['names in capitals']).toBeLessThan(300);
  expect(await stored()).toEqual(MIGRATED);
});

it('reads again what a function changed meanwhile, and skips what was deleted', async () => {
  const [seventh, third] = [things[7], things[3]];
  if (!seventh || !third) throw new Error('There are too few');
  let isChanged = false;
  const raced: Migration = {
    ...capitals,
    stepOf(item) {
      const step = capitals.stepOf(item);
      if (step === undefined || item.pk !== seventh.pk || isChanged) return step;
      isChanged = true;
      return { ...step, if: { ...step.if, values: { ':name': 'as it was before' } } };
    },
  };
  await engine.table.delete(third);
  expect((await migrate({ ...setting(), migrations: [raced] })).changed).toEqual({
    'names in capitals': 299,
  });
  expect(await engine.table.get(seventh)).toMatchObject({ name: 'A7', form: 2 });
  expect(await engine.table.get(third)).toBeUndefined();
});

it('two at the same time change each item once', async () => {
  const both = await Promise.all([
    migrate({ ...setting(), migrations: [capitals] }),
    migrate({ ...setting(), migrations: [capitals] }),
  ]);
  expect(both.reduce((sum, { changed }) => sum + (changed['names in capitals'] ?? 0), 0)).toBe(300);
  expect(await stored()).toEqual(MIGRATED);
});

it('without migrations it looks at nothing', async () => {
  expect(await migrate({ ...setting(), migrations: [] })).toEqual({ looked: 0, changed: {} });
});

it('each migration has a name of its own', () => {
  expect(new Set(migrations.map(({ name }) => name)).size).toBe(migrations.length);
});

it('spreads what 0.2.0 listed of an endpoint in one partition, and leaves what is spread', async () => {
  const item = (id: string, sparsePk?: string): Item => ({
    ...{ pk: `DELIVERY#tnt_1#live#${id}`, sk: 'DELIVERY', entity: 'webhook-delivery', status: 'held' },
    ...(sparsePk && { sparsePk, sparseSk: id }),
  });
  const old = item('whd_1', 'UNDELIVERED#tnt_1#live#whe_1');
  const rest = [item('whd_2', 'UNDELIVERED#tnt_1#live#whe_1#2'), item('whd_3')];
  await engine.table.batchWrite([old, ...rest].map((put) => ({ put })));
  await migrate({ ...setting(), migrations });
  expect(await engine.table.get(old)).toEqual({ ...old, sparsePk: 'UNDELIVERED#tnt_1#live#whe_1#1' });
  for (const one of rest) expect(await engine.table.get(one)).toEqual(one);
});
