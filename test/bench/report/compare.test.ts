import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { requests } from '../requests/requests.ts';
import { createTimetable } from '../timetable.ts';
import { paceOf } from '../webhooks/bursts.ts';
import { compareRuns, numbersOf } from './compare.ts';
import { createRecord } from './record.ts';

const run = (readUnits: number, more: object = {}) => ({
  at: '2026-11-29T00:00:00.000Z',
  machine: { cpus: 2 },
  plan: { sizes: [100] },
  scaling: {
    sizes: [100],
    requests: [[{ endpoint: 'list-orders', request: 'by phone', roundTrips: 2, readUnits, writeUnits: 1 }]],
  },
  ...more,
});

describe('the numbers of a run', () => {
  it('are named by their subject, wherever it is in a list', () => {
    expect(
      Object.fromEntries(numbersOf(run(3, { webhooks: { rates: [{ failing: 0.1, p50Ms: 7 }] } }))),
    ).toEqual({
      'scaling.requests.0.list-orders by phone.roundTrips': 2,
      'scaling.requests.0.list-orders by phone.readUnits': 3,
      'scaling.requests.0.list-orders by phone.writeUnits': 1,
      'webhooks.rates.0.1.failing': 0.1,
      'webhooks.rates.0.1.p50Ms': 7,
    });
  });
});

describe('two runs', () => {
  it('are compared by the ratio of each number, the largest difference first', () => {
    const before = run(4, { speed: { readyAfterMs: 1000, perSecond: 100 }, mistakes: [1] });
    const now = run(2, { speed: { readyAfterMs: 1050, perSecond: 300 }, backlogs: [1] });
    expect(compareRuns(before, now)).toEqual({
      unlike: [],
      different: [
        { name: 'speed.perSecond', before: 100, now: 300, ratio: 3 },
        { name: 'scaling.requests.0.list-orders by phone.readUnits', before: 4, now: 2, ratio: 0.5 },
      ],
      alike: 3,
      onlyBefore: ['mistakes.0'],
      onlyNow: ['backlogs.0'],
    });
  });

  it('of other machines, plans or sizes are called unlike, wherever a shop was kept', () => {
    const small = run(4, { plan: { sizes: [100], times: 3, data: '/tmp/one' } });
    const large = run(4, {
      machine: { cpus: 8 },
      plan: { sizes: [100, 1000], times: 3, data: '/tmp/other' },
    });
    expect(compareRuns(small, large).unlike).toEqual([
      { setting: 'machine.cpus', before: '2', now: '8' },
      { setting: 'plan.sizes', before: '[100]', now: '[100,1000]' },
    ]);
    expect(compareRuns({ machine: {} }, { machine: { node: '24' } }).unlike).toEqual([
      { setting: 'machine.node', before: undefined, now: '"24"' },
    ]);
  });

  it('are equal where both are zero, and differ infinitely where only one is', () => {
    expect(compareRuns({ a: { units: 0 } }, { a: { units: 0 } })).toMatchObject({ different: [], alike: 1 });
    const [grown] = compareRuns({ a: { units: 0 } }, { a: { units: 2 } }).different;
    expect(grown?.ratio).toBe(Number.POSITIVE_INFINITY);
  });
});

it('the file holds what was found before a part failed, and says what is missing', () => {
  const path = join(mkdtempSync(join(tmpdir(), 'recado-bench-')), 'bench.json');
  const stored = () => JSON.parse(readFileSync(path, 'utf8'));
  const record = createRecord(path, { plan: { times: 3 } });
  expect(stored()).toEqual({ plan: { times: 3 }, leftOut: [] });
  record.keep({ webhooks: { rates: [1] } });
  record.leaveOut('cost', 'The engine is away');
  record.keep({ webhooks: { rates: [1], bursts: [2] } });
  expect(stored()).toEqual({
    plan: { times: 3 },
    webhooks: { rates: [1], bursts: [2] },
    leftOut: [{ part: 'cost', why: 'The engine is away' }],
  });
});

describe('a burst', () => {
  it('has a pace in each quarter', () => {
    expect(paceOf([1000, 500, 250, 750])).toEqual([4, 4, 4, 4]);
  });
});

it('the end of a run is estimated from its parts, at the pace of those that are done', () => {
  let now = 0;
  const parts = ['load', 'cost', 'speed'].map((name) => ({ name, seconds: 120 }));
  const timetable = createTimetable(parts, () => now);
  expect(timetable.where()).toBe('1 of 3: load, about 6 min left');
  timetable.begin('load');
  now = 240_000;
  timetable.begin('cost');
  expect(timetable.where()).toBe('2 of 3: cost, about 8 min left');
  now = 480_000;
  timetable.begin('speed');
  now = 690_000;
  expect(timetable.where()).toBe('3 of 3: speed, less than a minute left');
});

/** Runs of other releases are compared by these names: new ones may come, none may go or change. */
const KEPT: Readonly<Record<string, readonly string[]>> = {
  'trigger-call': ['a new order', 'with an Idempotency-Key', 'the same order again'],
  'get-order': [''],
  'list-orders': ['the latest 50', 'the latest 1', 'by phone', 'by external id'],
  'update-logistics': [''],
  'create-order': ['a new order', 'with an Idempotency-Key'],
  'search-orders': [
    'the first page',
    'the last page',
    'by status',
    'by a part of the name',
    'by a term that nothing has',
    'by amount',
    'by name, 100 on the page',
    'of the last day',
    'by all at once',
  ],
  'get-order-details': [''],
  'update-order': ['its notes'],
  'update-order-status': [''],
  'get-statistics': ['of this month'],
  'export-orders': ['of the last ten minutes'],
  'get-export': [''],
  'get-timeline': [''],
  'add-timeline-event': [''],
  'receive-order': ['a new order', 'the same order again', 'with another comment'],
  'create-intake-hook': [''],
  'regenerate-intake-hook': [''],
  'list-regions': [''],
  'get-pricing': [''],
  'check-serviceability': ['between two points'],
  'create-delivery': ['on credit', 'from a wallet', 'of an order'],
  'create-postpaid-delivery': [''],
  'create-wallet-delivery': [''],
  'get-delivery': [''],
  'cancel-delivery': ['on credit'],
  'get-payment-status': ['of a paid order', 'of one that waits'],
  'add-test-money': [''],
  'get-delivery-timeline': [''],
  'get-tracking': [''],
  'move-test-delivery': ['from its start to the door'],
  'track-delivery': [''],
  'report-delivery-event': ['an agent takes it'],
  'credit-wallet': [''],
  'put-region': [''],
  'get-region': [''],
  'create-tenant': [''],
  'get-tenant': [''],
  'update-tenant': [''],
  'create-api-key': [''],
  'list-api-keys': [''],
  'revoke-api-key': [''],
  'create-user': [''],
  'list-users': [''],
  'create-opt-out': [''],
  'list-opt-outs': [''],
  'delete-opt-out': [''],
  'create-webhook-endpoint': [''],
  'list-webhook-endpoints': [''],
  'get-webhook-endpoint': [''],
  'update-webhook-endpoint': [''],
  'delete-webhook-endpoint': [''],
  'rotate-webhook-secret': [''],
  'revoke-previous-secrets': [''],
  'ping-webhook-endpoint': [''],
  'list-webhook-deliveries': ['the latest 3'],
  'get-webhook-delivery': [''],
  'retry-webhook-delivery': [''],
  'create-webhook-recovery': ['nothing failed', 'a dry run'],
  'recover-webhook-endpoint': [''],
  'list-webhook-recoveries': ['the latest 3'],
  'get-webhook-recovery': [''],
  'cancel-webhook-recovery': [''],
  'report-call': ['a confirmed order'],
  'get-health': [''],
  'get-openapi': [''],
};

it('requests keep their names', () => {
  for (const [endpoint, names] of Object.entries(KEPT))
    expect([endpoint, Object.keys(requests[endpoint] ?? {})]).toEqual([
      endpoint,
      expect.arrayContaining([...names]),
    ]);
});
