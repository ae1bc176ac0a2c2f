import { expect, test } from 'vitest';
import { orderWorkOf } from './order-work.ts';

const usage = (invocations: number, sends: number) => ({
  ...{ invocations, sends },
  ...{ tableRequests: 9, readUnits: 9, writeUnits: 9 },
});

test('a batch of a queue takes two requests, of whatever its function sends besides; the stream and the API none', () => {
  const taken = {
    'Recado-local-trigger-call': usage(100, 0),
    'Recado-local-relay-events': usage(40, 60),
    'Recado-local-dial-call': usage(30, 20),
    'Recado-local-deliver-webhook': usage(20, 10),
    'Recado-local-sweep-due': usage(10, 0),
  };
  expect(orderWorkOf(taken, 250_000, 100)).toEqual({
    invocations: 2,
    queueRequests: (90 + 2 * 50) / 100,
    logBytes: 2500,
  });
});
