import { expect, test } from 'vitest';
import { absent, render, versionIs } from '../../shared/adapters/dynamo/expressions.ts';

test('Without changes and a condition there is no expression', () => {
  expect(render(undefined, undefined)).toEqual({});
  expect(render({}, undefined)).toEqual({});
  expect(render({ set: { a: undefined }, add: {}, remove: [] }, undefined)).toEqual({});
});

test('A condition is passed on with its names and values', () => {
  expect(render(undefined, absent)).toEqual({ ConditionExpression: 'attribute_not_exists(pk)' });
  expect(render(undefined, versionIs(2))).toEqual({
    ConditionExpression: '#version = :version',
    ExpressionAttributeNames: { '#version': 'version' },
    ExpressionAttributeValues: { ':version': 2 },
  });
});

test('Changes and a condition share their names and values without conflicts', () => {
  const changes = {
    set: { version: 3, 'rate.at': 5 },
    add: { 'rate.count': 1 },
    remove: ['old', 'rate.old'],
  };
  expect(render(changes, versionIs(2))).toEqual({
    UpdateExpression: 'SET #_0 = :_1, #_1.#_2 = :_2 ADD #_1.#_3 :_3 REMOVE #_4, #_1.#_4',
    ConditionExpression: '#version = :version',
    ExpressionAttributeNames: {
      '#version': 'version',
      '#_0': 'version',
      '#_1': 'rate',
      '#_2': 'at',
      '#_3': 'count',
      '#_4': 'old',
    },
    ExpressionAttributeValues: { ':version': 2, ':_1': 3, ':_2': 5, ':_3': 1 },
  });
});

test('An update that DynamoDB would refuse for its length is refused wherever it runs', () => {
  const set = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, n) => [`a.b${n}`, n]));
  expect(render({ set: set(200) }, undefined).UpdateExpression?.length).toBeLessThanOrEqual(4096);
  expect(() => render({ set: set(240) }, undefined)).toThrow(RangeError);
});

test('Names that differ only in a special character stay distinct', () => {
  const { ExpressionAttributeNames: names = {} } = render({ set: { 'a-b': 1, a_b: 2, 'a b': 3 } }, undefined);
  expect(Object.values(names)).toEqual(['a-b', 'a_b', 'a b']);
});
