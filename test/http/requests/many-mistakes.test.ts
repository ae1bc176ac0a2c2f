import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createExample } from '../../../functions/delivery/bookings/create-body.ts';
import type { ProblemIssue } from '../../../shared/base/problem.ts';
import { withoutRepeats } from '../../../shared/http/validate.ts';
import { startApi, type TestApi } from '../../support/api/api.ts';
import type { HandlerResponse } from '../../support/api/respond.ts';
import { type AddedTenant, addTenant } from '../../support/data/tenant.ts';

let api: TestApi;
let owner: AddedTenant;
let hook: string;

beforeAll(async () => {
  Object.assign(process.env, { PUBLIC_URL: 'https://api.test' });
  api = await startApi();
  owner = await addTenant(api.table);
  const made = await api.ask('POST /platform/v1/intake-hooks', { key: owner.testKey });
  hook = (made.body as { token: string }).token;
});

afterAll(() => api.stop());

const many = 1000;
const numbered = (count: number, value: unknown = 1): Record<string, unknown> =>
  Object.fromEntries(Array.from({ length: count }, (_, n) => [`unknown${n}`, value]));

type Case = [
  dialect: string,
  ask: () => Promise<HandlerResponse>,
  told: (body: never) => unknown,
  more: number,
];

const inDetails = ({ error }: { error: { details: { issues: unknown[]; moreIssues: number } } }) => [
  error.details.issues.length,
  error.details.moreIssues,
];

const cases: Case[] = [
  [
    'orders',
    () =>
      api.ask('PUT /v1/orders/ord_1', {
        headers: { 'x-tenant-api-key': owner.testKey },
        body: { updates: numbered(many) },
      }),
    inDetails,
    many - 20,
  ],
  [
    'platform',
    () =>
      api.ask('POST /platform/v1/users', { key: owner.testKey, body: { name: 'Ana', ...numbered(many) } }),
    inDetails,
    many - 20,
  ],
  [
    'a platform query',
    () => api.ask(`GET /platform/v1/users?${Object.keys(numbered(many)).join('&')}`, { key: owner.testKey }),
    inDetails,
    many - 20,
  ],
  [
    'delivery',
    () =>
      api.ask('POST /v2/order/create', {
        headers: { 'x-api-key': owner.testKey },
        body: {
          ...createExample,
          pack: { ...createExample.pack, itemTypes: Array.from({ length: 100 }, () => ({})) },
        },
      }),
    ({ errors, moreErrors }: { errors: object; moreErrors: number }) => [
      Object.keys(errors).length,
      moreErrors,
    ],
    80,
  ],
  [
    'intake',
    () =>
      api.ask(`POST /hooks/catch/${hook}`, {
        body: {
          phone: '3001234567',
          id: '1',
          products: Array.from({ length: 500 }, () => ({ api_id: {} })),
        },
      }),
    ({ error }: { error: { problems: unknown[]; moreProblems: number } }) => [
      error.problems.length,
      error.moreProblems,
    ],
    1500 - 20,
  ],
];

describe('a request with many mistakes gets twenty of them, and how many others there are', () => {
  test.each(cases)('%s', async (_dialect, ask, told, more) => {
    const { status, body } = await ask();
    expect([status, told(body as never)]).toEqual([400, [20, more]]);
    expect(JSON.stringify(body).length).toBeLessThan(6000);
  });

  test('confirmation, in its one sentence', async () => {
    const products = Array.from({ length: 100 }, () => ({ name: {} }));
    const body = {
      externalId: 'M1',
      customer: { name: 'Ana', phone: '3001234567' },
      products,
      totalPrice: 1,
    };
    const answer = await api.ask('POST /api/v1/calls/trigger', { key: owner.testKey, body });
    expect(answer.status).toBe(400);
    const { error } = answer.body as { error: string };
    expect(error).toMatch(/^El campo products.0.name debe ser un texto; .*; y 95 más$/);
  });

  test('whose names are long gets only their beginnings', async () => {
    const body = { name: 'Ana', ['x'.repeat(100_000)]: 1 };
    const answer = await api.ask('POST /platform/v1/users', { key: owner.testKey, body });
    expect(JSON.stringify(answer.body).length).toBeLessThan(1000);
    expect(answer.body).toMatchObject({ error: { details: { issues: [{ field: `${'x'.repeat(100)}…` }] } } });
  });
});

test.each(['/healthz', '/openapi.json', '/track/none'])(
  '%s answers a thousand names without a key',
  async (path) => {
    const { status, headers, body } = await api.ask(`GET ${path}?${Object.keys(numbered(many)).join('&')}`);
    expect(status).not.toBe(400);
    expect(JSON.stringify(headers).length).toBeLessThan(2000);
    expect(JSON.stringify(body)).not.toContain('unknown0');
  },
);

test('every issue is processed equally often, however many there are', () => {
  const looks = (count: number): number => {
    let times = 0;
    const issues = Array.from(
      { length: count },
      (_, n): ProblemIssue => ({
        rule: 'unknown',
        get field() {
          times++;
          return `unknown${n % (count - 10)}`;
        },
      }),
    );
    expect(withoutRepeats(issues)).toHaveLength(count - 10);
    return times / count;
  };
  expect(looks(4000)).toBe(looks(1000));
});
