import { afterEach, beforeEach, expect, type MockInstance, test, vi } from 'vitest';
import { routes } from '../../../functions/meta/declarations.ts';
import { handler as rejectUnknown } from '../../../functions/meta/reject-unknown.ts';
import { dialects } from '../../../shared/http/dialects/dialects.ts';
import { endpoint } from '../../../shared/http/endpoints/endpoint.ts';
import { type HandlerResponse, send } from '../../support/api/respond.ts';
import { addTenant } from '../../support/data/tenant.ts';
import { engine, useTable } from '../../support/table/setting.ts';
import { findThings } from '../support/declarations.ts';

const ORDER = 'ord_01jz0000000000000000000000';

let output: MockInstance<typeof process.stdout.write>;
useTable();
beforeEach(() => {
  vi.stubEnv('LOG_LEVEL', 'info');
  output = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
});
afterEach(() => {
  output.mockRestore();
  vi.unstubAllEnvs();
});

/** Lines of metrics aside. */
const lines = () =>
  output.mock.calls
    .map(([line]): Record<string, unknown> => JSON.parse(String(line)))
    .filter((line) => 'level' in line);

function expectItsId({ status, headers }: HandlerResponse, wanted: number): void {
  expect([status, headers['x-request-id']]).toEqual([wanted, 'request-1']);
  expect(lines()).not.toEqual([]);
  for (const line of lines()) expect(line).toMatchObject({ requestId: 'request-1' });
}

/** Of each dialect, something declared. */
const oneEach = Object.keys(dialects).flatMap((name) => routes.find(({ dialect }) => dialect === name) ?? []);

test.each(oneEach)(
  'is in a 404, a 405 and an OPTIONS of $dialect, and in their log lines',
  async ({ path, dialect }) => {
    const filled = path.replaceAll(/\{[^}]*\}/g, 'x');
    expectItsId(await send(rejectUnknown, { method: 'TRACE', path: filled }), 405);
    expectItsId(await send(rejectUnknown, { method: 'OPTIONS', path: filled }), 204);
    // Below the console's root every path is its own.
    const unknown = dialect !== 'console' ? `${filled}/a/b/c/d/e/f` : '/consoles';
    expectItsId(await send(rejectUnknown, { path: unknown }), 404);
  },
);

test.each(oneEach)(
  'is in a 401, a 200 and a 500 of $dialect, and in their log lines',
  async ({ dialect }) => {
    const { testKey } = await addTenant(engine.table);
    const declaration = { ...findThings, dialect };
    const services = { table: engine.table, clock: () => new Date() };
    const asked = {
      path: `${dialects[dialect].prefix}/things`,
      key: testKey,
      headers: { 'x-api-key': testKey, 'x-tenant-api-key': testKey },
    };
    const works = endpoint(declaration, async () => ({ status: 200, body: [] }), services);
    const fails = endpoint(declaration, () => Promise.reject(new Error('no')), services);
    expectItsId(await send(works, { path: asked.path }), 401);
    if (dialects[dialect].readKey({ authorization: `Bearer ${testKey}`, ...asked.headers }) === undefined)
      return;
    expectItsId(await send(works, asked), 200);
    expectItsId(await send(fails, asked), 500);
  },
);

test('is logged with the order of the request, from its path or answer', async () => {
  const { testKey: key } = await addTenant(engine.table);
  const services = { table: engine.table, clock: () => new Date() };
  const answering = (body: unknown) => endpoint(findThings, async () => ({ status: 200, body }), services);
  const path = '/platform/v1/things';
  const other = ORDER.replace(/0$/, '1');
  for (const [sent, body, orderId] of [
    [path, { order: { id: ORDER, again: ORDER } }, ORDER],
    [`${path}/${ORDER}`, {}, ORDER],
    [`${path}/${ORDER}`, [ORDER, other], ORDER],
    [path, [ORDER, other], undefined],
    [path, { id: `x${ORDER}` }, undefined],
  ] as const) {
    output.mockClear();
    await send(answering(body), { path: sent, key });
    expect(lines().map((line) => [line.message, line.orderId])).toEqual([['Answered', orderId]]);
  }
});
