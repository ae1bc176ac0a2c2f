import { describe, expect, test } from 'vitest';
import { hazards, type Recording, recordedReleases } from './support/recording.ts';

const [[, now = {}] = ['', {}]] = recordedReleases().toReversed();

test('the record lists what holds data, by its logical id and with its keys', () => {
  const { data, api } = now;
  expect(data?.outputs).toEqual(['AdminKeySecretArn', 'TableName']);
  expect(api?.outputs).toEqual(['ApiUrl']);
  expect(data?.resources.OrdersTable1F8332C7).toMatchObject({
    type: 'AWS::DynamoDB::Table',
    fixed: {
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
    },
  });
  const types = Object.values(data?.resources ?? {}).map(({ type }) => type);
  expect(types.filter((type) => type === 'AWS::SQS::Queue').length).toBeGreaterThanOrEqual(10);
  expect(now.platform?.names).toContain('recado-prod-create-tenant');
});

describe('a release is refused that', () => {
  const changed = (change: (stacks: Recording) => void): string[] => {
    const next = structuredClone(now);
    change(next);
    return hazards(now, next);
  };
  const named = (stacks: Recording, stack: string) => {
    const found = stacks[stack];
    if (found === undefined) throw new Error(`There is no stack ${stack}`);
    return found;
  };
  const resource = (stacks: Recording, id: string) => {
    const found = named(stacks, 'data').resources[id];
    if (found === undefined) throw new Error(`There is no ${id}`);
    return found;
  };

  test('has a resource under another logical id', () => {
    const moved = changed((stacks) => {
      const { resources } = named(stacks, 'data');
      resources.TableOfOrders = resource(stacks, 'OrdersTable1F8332C7');
      delete resources.OrdersTable1F8332C7;
    });
    expect(moved).toEqual(['data/OrdersTable1F8332C7, of AWS::DynamoDB::Table, is gone']);
  });

  test('has another key, name or type of a parameter', () => {
    expect(
      changed((stacks) => {
        resource(stacks, 'OrdersTable1F8332C7').fixed.KeySchema = [{ AttributeName: 'id', KeyType: 'HASH' }];
        resource(stacks, 'CallsQueue1288667B').fixed.QueueName = 'calls';
        resource(stacks, 'AccountIdParameter').fixed.Name = '/recado/prod/account';
      }),
    ).toEqual([
      'data/OrdersTable1F8332C7 would be replaced for another KeySchema',
      'data/CallsQueue1288667B would be replaced for another QueueName',
      'data/AccountIdParameter would be replaced for another Name',
    ]);
  });

  test('takes an index away, changes one, or adds two at once', () => {
    const index = (IndexName: string) => ({ IndexName, KeySchema: [] });
    const withIndexes = (change: (indexes: object[]) => object[]) =>
      changed((stacks) => {
        const { fixed } = resource(stacks, 'OrdersTable1F8332C7');
        fixed.GlobalSecondaryIndexes = change(fixed.GlobalSecondaryIndexes as object[]);
        fixed.AttributeDefinitions = [...(fixed.AttributeDefinitions as object[]), { AttributeName: 'new' }];
      });
    expect(withIndexes((indexes) => indexes.slice(1))).toEqual([
      'data/OrdersTable1F8332C7 has no index list as it was',
    ]);
    expect(withIndexes((indexes) => [index('list'), ...indexes.slice(1)])).toEqual([
      'data/OrdersTable1F8332C7 has no index list as it was',
    ]);
    expect(withIndexes((indexes) => [...indexes, index('one'), index('two')])).toEqual([
      'data/OrdersTable1F8332C7 would get 2 indexes at once',
    ]);
    expect(withIndexes((indexes) => [...indexes, index('one')])).toEqual([]);
  });

  test('leaves a stack or an output out', () => {
    expect(
      changed((stacks) => {
        delete stacks.meta;
        named(stacks, 'api').outputs = [];
      }),
    ).toEqual(['api has no output ApiUrl any more', 'the stack meta is gone, and what it holds would stay']);
  });

  test('makes an endpoint in a stack that is deployed before the one that still has it', () => {
    const move = (stacks: Recording) => {
      const [from, to] = [named(stacks, 'platform'), named(stacks, 'console')];
      from.names = from.names.filter((name) => name !== 'recado-prod-create-tenant');
      to.names.push('recado-prod-create-tenant');
      return to;
    };
    expect(changed(move)).toEqual([
      'recado-prod-create-tenant is made in console before it is gone from platform',
    ]);
    expect(changed((stacks) => move(stacks).after.push('platform'))).toEqual([]);
  });
});
