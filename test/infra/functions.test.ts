import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { routes } from '../../functions/meta/declarations.ts';
import { pathsOf, takesSessions } from '../../shared/http/declaration.ts';
import { isPublicPage } from '../../shared/http/public-headers.ts';
import { type Assembly, leadsTo, nameOf, openLocal, statementsOf } from './support/synthesized.ts';

let local: Assembly;
beforeAll(async () => {
  local = await openLocal();
}, 120_000);

/** What a role may do to the table, and on which partitions; everywhere when none are named. */
function tableRights(name: string): string[] {
  return statementsOf(local, name)
    .filter(({ actions }) => actions.some((action) => action.startsWith('dynamodb:')))
    .flatMap(({ effect, actions, condition }) => {
      const keys = Object.values(condition ?? {}).flatMap((each) => Object.entries(each as object));
      const partitions = keys.map(([key, values]) => ` if ${key} is ${values}`).join('');
      return actions.map((action) => `${effect} ${action.replace('dynamodb:', '')}${partitions}`);
    })
    .sort();
}

const READS = [
  'Allow BatchGetItem',
  'Allow GetItem',
  'Allow Query',
  'Deny BatchGetItem if dynamodb:LeadingKeys is EMAIL#*',
  'Deny GetItem if dynamodb:LeadingKeys is EMAIL#*',
  'Deny Query if dynamodb:LeadingKeys is EMAIL#*',
];
const WRITES = ['Allow ConditionCheckItem', 'Allow DeleteItem', 'Allow PutItem', 'Allow UpdateItem'];
const COUNTS = [
  'Allow UpdateItem if dynamodb:LeadingKeys is APIKEY#*,RATE#* if dynamodb:Attributes is pk,sk,rate_*,limit_*',
];
const COUNTS_SESSIONS = [
  'Allow UpdateItem if dynamodb:LeadingKeys is SESSION#* if dynamodb:Attributes is pk,sk,rate_*,limit_*,expiresAt',
];
const LOOKS_UP = ['Allow GetItem if dynamodb:LeadingKeys is APIKEY#*'];
const REMEMBERS = [
  'Allow GetItem if dynamodb:LeadingKeys is IDEMPOTENCY#*',
  'Allow PutItem if dynamodb:LeadingKeys is IDEMPOTENCY#*',
];
const LETS_NOBODY_IN = [
  'Deny DeleteItem if dynamodb:LeadingKeys is APIKEY#*,HOOK#*,SESSION#*,MEMBERS#*,EMAIL#*,LINK#*',
  'Deny PutItem if dynamodb:LeadingKeys is APIKEY#*,HOOK#*,SESSION#*,MEMBERS#*,EMAIL#*,LINK#*',
  'Deny UpdateItem if dynamodb:LeadingKeys is APIKEY#*,HOOK#*,SESSION#* if dynamodb:Attributes is entity,keyId,tenantId,mode,sessionId,memberId,role,endsAt',
  'Deny UpdateItem if dynamodb:LeadingKeys is MEMBERS#*,EMAIL#*,LINK#*',
];

/** In the order of the routes. */
const byRoute = ([one]: unknown[], [other]: unknown[]) =>
  routes.findIndex(({ name }) => name === one) - routes.findIndex(({ name }) => name === other);

describe('the API', () => {
  test('routes each declared method and path to the function of that name, and all else to reject-unknown', () => {
    const integrations = new Map(
      local.all('AWS::ApiGatewayV2::Integration').map(({ id, properties }) => [id, properties]),
    );
    const functions = new Map(local.all('AWS::Lambda::Function').map((each) => [each.id, nameOf(each)]));
    const served = local.all('AWS::ApiGatewayV2::Route').map(({ properties }) => {
      const integration = integrations.get(leadsTo(properties.Target['Fn::Join'][1][1]));
      return [properties.RouteKey, functions.get(leadsTo(integration?.IntegrationUri))];
    });
    const wanted = routes.flatMap((route) =>
      pathsOf(route).flatMap((path) => [
        [`${route.method} ${path}`, route.name],
        ...(isPublicPage(route) ? [[`HEAD ${path}`, route.name]] : []),
      ]),
    );
    expect(Object.fromEntries(served)).toEqual({
      ...Object.fromEntries(wanted),
      $default: 'reject-unknown',
    });
    expect(served).toHaveLength(wanted.length + 1);
  });

  test('logs each access without a word about the caller', () => {
    const [stage] = local.all('AWS::ApiGatewayV2::Stage');
    const fields: unknown = JSON.parse(stage?.properties.AccessLogSettings.Format);
    expect(fields).toMatchObject({ requestId: '$context.requestId', route: '$context.routeKey' });
    expect(JSON.stringify(fields)).not.toMatch(/identity|\.path|queryString|domainName|userAgent/);
  });
});

describe("an endpoint's role", () => {
  test('reads and writes only what the declaration says', () => {
    // Those that are held to some partitions are tried out in policies.test.ts.
    const free = routes.filter(({ partitions }) => partitions === undefined);
    const expected = free.map((route) => {
      const { name, audience, method, table } = route;
      if (table === 'write') return [name, [...READS, ...WRITES, ...LETS_NOBODY_IN].sort()];
      const counts = [
        ...(audience === 'none' ? [] : COUNTS),
        ...(takesSessions(route) ? COUNTS_SESSIONS : []),
      ];
      const looksUp = audience !== 'none' ? LOOKS_UP : [];
      const remembers = method === 'POST' && audience !== 'none' ? REMEMBERS : [];
      return [name, [...(table === 'read' ? READS : []), ...counts, ...looksUp, ...remembers].sort()];
    });
    expect(free.map(({ name }) => [name, tableRights(name)])).toEqual(expected);
  });

  test('writes nothing but the request counter when the endpoint reads', () => {
    expect(tableRights('list-orders')).toEqual([...READS, ...COUNTS, ...LOOKS_UP].sort());
  });

  test('opens the admin key to the endpoints that the admin may call', () => {
    const readers = routes
      .map(({ name }) => name)
      .filter((name) =>
        statementsOf(local, name).some(({ actions }) => actions.includes('secretsmanager:GetSecretValue')),
      );
    expect(readers).toEqual(
      routes
        .filter(({ audience, checksAdminKey }) => audience.startsWith('admin') || checksAdminKey)
        .map(({ name }) => name),
    );
    expect(readers).not.toHaveLength(0);
  });

  test('reads files where the declaration says so, and writes none', () => {
    const rights = routes.flatMap(({ name }) =>
      statementsOf(local, name)
        .flatMap(({ actions }) => actions.filter((action) => action.startsWith('s3:')))
        .map((action) => [name, action]),
    );
    expect(rights).toEqual(routes.filter(({ files }) => files).map(({ name }) => [name, 's3:GetObject']));
    expect(rights).not.toHaveLength(0);
  });

  test('seals and opens secrets of a purpose where the declaration says so, and does not do both', () => {
    const rights = (name: string) =>
      statementsOf(local, name)
        .filter(({ actions }) => actions.some((action) => action.startsWith('kms:')))
        .map(({ actions, condition }) => [name, actions, condition]);
    const allowed = (name: string, action: string, purpose: string) => [
      name,
      [action],
      { StringEquals: { 'kms:EncryptionContext:purpose': purpose } },
    ];
    expect(routes.flatMap(({ name }) => rights(name))).toEqual(
      [
        allowed('report-call', 'kms:Decrypt', 'voice-agent'),
        allowed('report-twilio', 'kms:Decrypt', 'voice-agent'),
        allowed('report-retell', 'kms:Decrypt', 'voice-agent'),
        allowed('verify-whatsapp', 'kms:Decrypt', 'whatsapp'),
        allowed('receive-whatsapp', 'kms:Decrypt', 'whatsapp'),
        allowed('update-tenant', 'kms:Encrypt', 'voice-agent'),
        allowed('update-tenant', 'kms:Encrypt', 'whatsapp'),
        allowed('create-webhook-endpoint', 'kms:Encrypt', 'webhook-endpoint'),
        allowed('rotate-webhook-secret', 'kms:Encrypt', 'webhook-endpoint'),
      ].sort(byRoute),
    );
    const workers = ['dial-call', 'write-export', 'deliver-webhook', 'relay-events', 'sweep-due'];
    expect(workers.flatMap(rights)).toEqual([
      allowed('dial-call', 'kms:Decrypt', 'voice-agent'),
      allowed('dial-call', 'kms:Decrypt', 'whatsapp'),
      allowed('write-export', 'kms:Decrypt', 'voice-agent'),
      allowed('deliver-webhook', 'kms:Decrypt', 'webhook-endpoint'),
    ]);
  });

  test('never allows an endpoint to send to a queue: it stores an event instead', () => {
    for (const { name } of routes)
      expect(statementsOf(local, name).flatMap(({ actions }) => actions)).not.toContain('sqs:SendMessage');
  });
});

test("the sweep's role finds due work and strikes it off, and nothing else", () => {
  expect(tableRights('sweep-due')).toEqual([
    'Allow DeleteItem if dynamodb:LeadingKeys is DUE#*',
    'Allow Query if dynamodb:LeadingKeys is DUE#*',
  ]);
});

describe('each function', () => {
  const functions = () => local.all('AWS::Lambda::Function');

  test('runs on the current Node and arm64 and logs JSON to a group of its own', () => {
    for (const { properties } of functions())
      expect(properties).toMatchObject({
        Runtime: 'nodejs24.x',
        Architectures: ['arm64'],
        LoggingConfig: { LogFormat: 'JSON' },
      });
    const groups = functions().map(({ properties }) => leadsTo(properties.LoggingConfig.LogGroup));
    expect(new Set(groups).size).toBe(functions().length);
  });

  test('has its own role, with rights on * only where a service has no resources', () => {
    const roles = functions().map(({ properties }) => leadsTo(properties.Role));
    expect(new Set(roles).size).toBe(functions().length);
    expect(local.all('AWS::IAM::Role')).toHaveLength(functions().length);
    const onEverything = functions()
      .flatMap((each) => statementsOf(local, nameOf(each)))
      .filter(({ resources }) => resources.some((resource) => String(resource) === '*'))
      .flatMap(({ actions }) => actions);
    expect([...new Set(onEverything)].sort()).toEqual(['dynamodb:ListStreams']);
  });
});

test('the local stage simulates live calls and allows private targets', () => {
  for (const { id, properties } of local.all('AWS::Lambda::Function'))
    expect(properties.Environment.Variables, id).toMatchObject({
      STAGE: 'local',
      LIVE_CALLS: 'simulator',
      ALLOW_PRIVATE_TARGETS: 'true',
    });
});

test('the local stage’s data is deleted with its stacks', () => {
  const [table] = local.all('AWS::DynamoDB::Table');
  expect(table?.deletionPolicy).toBe('Delete');
  expect(table?.properties).toMatchObject({
    DeletionProtectionEnabled: false,
    PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: false },
  });
});

test('the local stage starts without waiting for the checks', () => {
  expect(existsSync(join(local.outdir, 'manifest.json'))).toBe(true);
  expect(existsSync(join(local.outdir, 'validation-report.json'))).toBe(false);
});
