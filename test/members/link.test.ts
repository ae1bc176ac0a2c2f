import { expect, it } from 'vitest';
import { loadLink, makeLink } from '../../shared/members/link.ts';
import { engine, useTable } from '../support/table/setting.ts';

useTable();

it.each([
  ['sign-in', 24],
  ['invitation', 72],
] as const)('a link for %s is good for %i hours, and at their end no more', async (purpose, hours) => {
  const now = new Date('2026-11-23T17:00:00.000Z');
  const { url, write } = makeLink(purpose, { tenantId: 'tnt_1', memberId: 'mbr_1' }, 'https://api.test', now);
  await engine.table.transact([write]);
  const token = url.slice(url.indexOf('=') + 1);
  const end = now.getTime() + hours * 3_600_000;
  const load = (at: number) => loadLink(engine.table, purpose, token, new Date(at));
  expect(await load(end - 1)).toMatchObject({ tenantId: 'tnt_1', memberId: 'mbr_1' });
  await expect(load(end)).rejects.toThrow(expect.objectContaining({ code: 'link_invalid' }));
});
