import { beforeAll, describe, expect, test } from 'vitest';
import { routes } from '../../functions/meta/declarations.ts';
import { takesSessions } from '../../shared/http/declaration.ts';
import { dialects } from '../../shared/http/dialects/dialects.ts';
import { allows, type TableCall } from './support/policy.ts';
import { type Assembly, nameOf, openLocal, type Statement, statementsOf } from './support/synthesized.ts';

let local: Assembly;
let roles: Map<string, Statement[]>;

beforeAll(async () => {
  local = await openLocal();
  const names = local.all('AWS::Lambda::Function').map(nameOf);
  roles = new Map(names.map((name) => [name, statementsOf(local, name)]));
}, 120_000);

/** The functions whose roles let a call through, in the order of the alphabet. */
const letThrough = (call: TableCall): string[] =>
  [...roles].flatMap(([name, statements]) => (allows(statements, call) ? [name] : [])).sort();

const may = (name: string, call: TableCall): boolean => allows(roles.get(name) ?? [], call);

const KEY = 'APIKEY#5e884898';
const TOKEN = 'HOOK#5e884898';
const SIGNING_IN = [
  'change-password',
  'create-session',
  'delete-member',
  'delete-member-sessions',
  'delete-session',
  'redeem-invitation',
  'update-member',
];
const MAKING_MEMBERS = [...SIGNING_IN, 'create-invitation', 'create-member'];
const KNOWING_PASSWORDS = [
  'change-password',
  'create-member',
  'create-session',
  'delete-member',
  'redeem-invitation',
];
const counting = ['pk', 'rate_platform_at', 'rate_platform_3', 'limit_platform'];

describe('an API key', () => {
  test.each<[string, TableCall]>([
    ['put', { action: 'PutItem', partitions: [KEY] }],
    ['put in a transaction', { action: 'PutItem', partitions: ['TENANT#tnt_1', KEY] }],
    ['deleted', { action: 'DeleteItem', partitions: [KEY] }],
    ...['tenantId', 'mode', 'keyId', 'entity'].flatMap((attribute): [string, TableCall][] => [
      [`given a ${attribute}`, { action: 'UpdateItem', partitions: [KEY], attributes: ['pk', attribute] }],
      [
        `given a ${attribute} while it is counted on`,
        { action: 'UpdateItem', partitions: [KEY], attributes: [...counting, attribute] },
      ],
    ]),
    [
      'given all of them',
      { action: 'UpdateItem', partitions: [KEY], attributes: ['pk', 'sk', 'tenantId', 'mode', 'keyId'] },
    ],
  ])('is %s by those alone that make and revoke keys', (_how, call) => {
    expect(letThrough(call)).toEqual(['create-api-key', 'revoke-api-key']);
  });

  test('gets the settings of its tenant from those who change them', () => {
    for (const attribute of ['country', 'currency', 'timeZone', 'tenantVersion']) {
      const call = { action: 'UpdateItem', partitions: [KEY], attributes: ['pk', attribute] };
      expect(may('update-tenant', call)).toBe(true);
      for (const { name } of routes.filter(({ table }) => table !== 'write'))
        expect([name, may(name, call)]).toEqual([name, false]);
    }
  });

  test('is counted on by every endpoint that it opens', () => {
    const opened = routes.filter(({ audience }) => audience === 'key' || audience.startsWith('admin'));
    for (const { name, dialect } of opened) {
      const attributes = ['pk', `rate_${dialect}_at`, `rate_${dialect}_0`, `limit_${dialect}`];
      expect([name, may(name, { action: 'UpdateItem', partitions: [KEY], attributes })]).toEqual([
        name,
        true,
      ]);
      const ofTenant = { action: 'UpdateItem', partitions: ['RATE#tnt_1#live'], attributes };
      expect([name, may(name, ofTenant)]).toEqual([name, true]);
      if (dialects[dialect].limitedBy === 'tenant')
        expect([name, may(name, { action: 'GetItem', partitions: [KEY] })]).toEqual([name, true]);
    }
  });
});

test.each<[string, TableCall]>([
  ['put', { action: 'PutItem', partitions: [TOKEN] }],
  ['deleted', { action: 'DeleteItem', partitions: [TOKEN] }],
  ['made another’s', { action: 'UpdateItem', partitions: [TOKEN], attributes: ['pk', 'tenantId'] }],
])('the token of an intake hook is %s by those alone that make and delete hooks', (_how, call) => {
  expect(letThrough(call)).toEqual(['create-intake-hook', 'delete-intake-hook', 'regenerate-intake-hook']);
});

const SESSION = 'SESSION#5e884898';

describe('a session', () => {
  test.each<[string, TableCall]>([
    ['put', { action: 'PutItem', partitions: [SESSION] }],
    ['deleted', { action: 'DeleteItem', partitions: [SESSION] }],
    ...['tenantId', 'memberId', 'role', 'sessionId', 'endsAt'].map((attribute): [string, TableCall] => [
      `given a ${attribute}`,
      { action: 'UpdateItem', partitions: [SESSION], attributes: ['pk', attribute] },
    ]),
  ])('is %s by those alone that members sign in and out with', (_how, call) => {
    expect(letThrough(call)).toEqual(SIGNING_IN);
  });

  test('is counted on, and goes on, with every endpoint that it opens', () => {
    for (const { name } of routes.filter(takesSessions))
      for (const attributes of [
        ['pk', 'rate_session_at', 'rate_session_0', 'limit_session'],
        ['pk', 'expiresAt'],
      ])
        expect([name, may(name, { action: 'UpdateItem', partitions: [SESSION], attributes })]).toEqual([
          name,
          true,
        ]);
  });
});

test.each(['MEMBERS#tnt_1', 'EMAIL#5e884898', 'LINK#5e884898'])(
  'membership is written only by the endpoints that create members: %s',
  (partition) => {
    for (const action of ['PutItem', 'DeleteItem', 'UpdateItem'])
      expect(
        letThrough({ action, partitions: [partition] }).filter((name) => !MAKING_MEMBERS.includes(name)),
      ).toEqual([]);
  },
);

test('passwords are read by those alone that check or change them', () => {
  for (const action of ['GetItem', 'BatchGetItem', 'Query'])
    expect(letThrough({ action, partitions: ['EMAIL#5e884898'] })).toEqual(KNOWING_PASSWORDS);
});

describe('a role whose function touches few kinds of items', () => {
  const held = routes.filter(({ partitions }) => partitions);
  const everything = [
    ...new Set(['ORDER#', 'LEDGER#', 'DUE#', ...held.flatMap(({ partitions = [] }) => partitions)]),
  ];
  const writes = ['PutItem', 'UpdateItem', 'DeleteItem', 'ConditionCheckItem'];
  const reads = ['GetItem', 'BatchGetItem', 'Query'];

  test.each(held)('is limited to them: $name', (route) => {
    const { name, partitions = [], alsoReads = [], table, method, audience } = route;
    for (const prefix of everything) {
      const ours = partitions.some((one) => prefix.startsWith(one));
      const readable = ours || alsoReads.includes(prefix);
      // It finds the sessions to bring up to date there.
      const finds = prefix === 'MEMBERS#' && route.refreshesKeys === true;
      for (const action of reads.filter((one) => one !== 'GetItem' || prefix !== 'APIKEY#'))
        expect([prefix, action, may(name, { action, partitions: [`${prefix}x`] })]).toEqual([
          prefix,
          action,
          readable || (finds && action === 'Query'),
        ]);
      for (const action of writes)
        expect([
          prefix,
          action,
          may(name, { action, partitions: [`${prefix}x`], attributes: ['pk', 'status'] }),
        ]).toEqual([prefix, action, ours && table === 'write']);
    }
    const [first = ''] = partitions;
    const remembering = { action: 'PutItem', partitions: [`${first}x`, 'IDEMPOTENCY#x'] };
    expect(may(name, remembering)).toBe(table === 'write');
    if (method === 'POST' && audience !== 'none')
      for (const action of ['GetItem', 'PutItem'])
        expect(may(name, { action, partitions: ['IDEMPOTENCY#x'] })).toBe(true);
  });

  test.each(held)(
    'reads its items in the indexes too, and no others there: $name',
    ({ name, partitions = [] }) => {
      for (const index of ['list', 'lookup', 'subject', 'sparse']) {
        expect(may(name, { action: 'Query', partitions: [`${partitions[0]}x`], index })).toBe(true);
        expect(may(name, { action: 'Query', partitions: ['LEDGER#x'], index })).toBe(
          partitions.includes('LEDGER#'),
        );
      }
    },
  );

  test('is that of every endpoint of customers, tenants, keys, regions, hooks and webhook endpoints', () => {
    const names = held.map(({ name }) => name);
    for (const kind of ['user', 'opt-out', 'tenant', 'api-key', 'intake-hook', 'region'])
      expect(
        routes
          .filter(({ name, dialect }) => dialect === 'platform' && name.endsWith(kind))
          .map(({ name }) => name),
      ).toEqual(names.filter((name) => name.endsWith(kind)));
    expect(names).toContain('track-delivery');
  });
});

test('workers write what they work on, and make no credentials', () => {
  for (const name of ['relay-events', 'dial-call', 'deliver-webhook', 'make-bookings', 'write-export']) {
    expect(may(name, { action: 'PutItem', partitions: ['ORDER#x', 'IDEMPOTENCY#x'] })).toBe(true);
    expect(may(name, { action: 'PutItem', partitions: [KEY] })).toBe(false);
  }
  expect(letThrough({ action: 'Query', partitions: ['DUE#3'] })).toContain('sweep-due');
  expect(may('sweep-due', { action: 'PutItem', partitions: ['DUE#3'] })).toBe(false);
  expect(may('sweep-due', { action: 'Query', partitions: ['ORDER#x'] })).toBe(false);
});
