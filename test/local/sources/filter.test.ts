import { describe, expect, test } from 'vitest';
import { createFilter } from '../../../infra/local/sources/filter.ts';

const record = {
  eventName: 'INSERT',
  dynamodb: { NewImage: { entity: { S: 'event' }, type: { S: 'order.created' } } },
  count: 7,
  tags: ['a', 'b'],
  gone: null,
};
const passes = (...patterns: object[]) =>
  createFilter(patterns.map((pattern) => JSON.stringify(pattern)))(record);

describe('which records a mapping lets through', () => {
  test.each<[string, object, boolean]>([
    ['an equal text', { eventName: ['INSERT'] }, true],
    ['one of several', { eventName: ['MODIFY', 'INSERT'] }, true],
    ['another text', { eventName: ['REMOVE'] }, false],
    ['deep inside', { dynamodb: { NewImage: { entity: { S: ['event'] } } } }, true],
    ['not when another is asked for', { dynamodb: { NewImage: { entity: { S: ['order'] } } } }, false],
    ['not when it is not there', { dynamodb: { OldImage: { entity: { S: ['event'] } } } }, false],
    ['all fields have to fit', { eventName: ['INSERT'], count: [8] }, false],
    ['a number is no text', { count: ['7'] }, false],
    ['null', { gone: [null] }, true],
    ['a list has any of them', { tags: ['b'] }, true],
    ['prefix', { dynamodb: { NewImage: { type: { S: [{ prefix: 'order.' }] } } } }, true],
    ['suffix', { dynamodb: { NewImage: { type: { S: [{ suffix: '.ended' }] } } } }, false],
    ['the same but for case', { eventName: [{ 'equals-ignore-case': 'insert' }] }, true],
    ['it exists', { count: [{ exists: true }] }, true],
    ['it does not exist', { missing: [{ exists: false }] }, true],
    ['it exists, against what was asked', { count: [{ exists: false }] }, false],
    ['anything but a text', { eventName: [{ 'anything-but': 'REMOVE' }] }, true],
    ['anything but one of these', { eventName: [{ 'anything-but': ['INSERT', 'REMOVE'] }] }, false],
    ['anything but what begins so', { eventName: [{ 'anything-but': { prefix: 'IN' } }] }, false],
    ['anything but needs something', { missing: [{ 'anything-but': 'x' }] }, false],
    ['numbers between', { count: [{ numeric: ['>', 6, '<=', 7] }] }, true],
    ['numbers outside', { count: [{ numeric: ['>', 7] }] }, false],
    ['either of two ways', { $or: [{ eventName: ['REMOVE'] }, { count: [7] }] }, true],
    ['neither of two ways', { $or: [{ eventName: ['REMOVE'] }, { count: [8] }] }, false],
  ])('%s', (_, pattern, expected) => {
    expect(passes(pattern)).toBe(expected);
  });

  test('any of several patterns is enough, and no pattern matches everything', () => {
    expect([passes({ count: [0] }, { count: [7] }), passes()]).toEqual([true, true]);
  });

  test('an unknown rule stops the start', () => {
    expect(() => passes({ count: [{ cidr: '10.0.0.0/8' }] })).toThrow(
      'The filter {"count":[{"cidr":"10.0.0.0/8"}]} is invalid: cidr is not an operator',
    );
  });
});
