import { beforeAll, expect, test } from 'vitest';
import { WORKER_TIMEOUTS } from '../../infra/constructs/worker.ts';
import { createLogger } from '../../shared/adapters/logging/logger.ts';
import { type Assembly, functionNamed, leadsTo, openLocal } from './support/synthesized.ts';

let local: Assembly;
beforeAll(async () => {
  local = await openLocal();
}, 120_000);

const queries = () => local.all('AWS::Logs::QueryDefinition').map(({ properties }) => properties);

test('the logs can be queried for one order, for one request and for failures', () => {
  expect(queries().map(({ Name }) => Name)).toEqual([
    'recado-local/one order',
    'recado-local/one request',
    'recado-local/what failed',
  ]);
});

test('an order’s query covers the workers without choosing log groups', () => {
  const [story] = queries();
  const functions = local.all('AWS::Lambda::Function');
  const workers = Object.keys(WORKER_TIMEOUTS).filter((name) => name !== 'post-alarm');
  const groups = workers.map((name) =>
    leadsTo(functionNamed(functions, name).properties.LoggingConfig.LogGroup),
  );
  expect(story?.LogGroupNames.map(leadsTo).toSorted()).toEqual(groups.toSorted());
  expect(story?.QueryString).toContain("filter orderId = 'ord_00000000000000000000000000'");
});

test('every stack’s name begins with the prefix that the queries name', () => {
  for (const { QueryString } of queries()) expect(QueryString).toContain('prefix: Recado-local-');
});

test('queries are left out where no service knows them: in an emulator’s account, which refuses a stack for them', () => {
  const { Conditions, Resources } = local.stacks.get('workers')?.toJSON() ?? {};
  expect(Conditions).toEqual({
    SavesQueries: { 'Fn::Not': [{ 'Fn::Equals': [{ Ref: 'AWS::AccountId' }, '000000000000'] }] },
  });
  for (const { Type, Condition } of Object.values(Resources as Record<string, Record<string, string>>))
    expect(Condition).toBe(Type === 'AWS::Logs::QueryDefinition' ? 'SavesQueries' : undefined);
});

test('each column is a field of the log', () => {
  const written: string[] = [];
  const log = createLogger({}, { write: (line) => written.push(line), level: 'debug' });
  for (const { QueryString } of queries()) {
    const columns = /^fields (.*)$/m.exec(QueryString)?.[1]?.split(', ') ?? [];
    const own = columns.filter((column) => !['at', 'level', 'message', 'error.message'].includes(column));
    log.info('A line', Object.fromEntries(own.map((column) => [column, 'x'])));
    expect(Object.keys(JSON.parse(written.at(-1) ?? ''))).toEqual(['level', 'message', 'at', ...own]);
  }
});
