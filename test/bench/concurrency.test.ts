import { describe, expect, test } from 'vitest';
import { simulatePressure } from './concurrency.ts';

const MILLION = { backlog: 1_000_000, seconds: 600 };

describe('while a million webhooks wait', () => {
  test('an account of 1,000 functions refuses no order, and processes them all', () => {
    expect(
      simulatePressure({ ...MILLION, account: 1000, ordersPerSecond: 100, fullQueues: 'webhooks' }),
    ).toMatchObject({ orders: 47_392, refused: 0, left: 0 });
  });

  test('it refuses none either when every queue is full and a thousand orders a second come', () => {
    const { refused, most } = simulatePressure({
      ...{ ...MILLION, seconds: 30 },
      ...{ account: 1000, ordersPerSecond: 1000, fullQueues: 'all' },
    });
    expect(refused).toBe(0);
    expect(most.queues).toBeLessThanOrEqual(500);
  });

  test('a new account of 10 refuses an eighth of ten orders a second, and all when every queue is full', () => {
    expect(
      simulatePressure({ ...MILLION, account: 10, ordersPerSecond: 10, fullQueues: 'webhooks' }),
    ).toMatchObject({
      orders: 5943,
      refused: 778,
    });
    const { orders, refused } = simulatePressure({
      ...{ ...MILLION, seconds: 10 },
      ...{ account: 10, ordersPerSecond: 10, fullQueues: 'all' },
    });
    expect(refused).toBe(orders);
  });
});

test.each([200, 500, 1000, 3000])('of %i functions queues and stream leave half to the API', (account) => {
  const { forQueues } = simulatePressure({
    account,
    ordersPerSecond: 1,
    backlog: 0,
    fullQueues: 'all',
    seconds: 0,
  });
  expect(forQueues).toBeLessThanOrEqual(account / 2);
  expect(forQueues).toBeGreaterThan(account / 3);
});
