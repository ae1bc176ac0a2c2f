import type { Write } from '../../shared/adapters/dynamo/expressions.ts';
import { Problem } from '../../shared/base/problem.ts';
import { endpoint } from '../../shared/http/endpoints/endpoint.ts';
import { optOutKeys } from '../../shared/tenants/opt-outs.ts';
import { deleteOptOutRoute } from './customer-routes.ts';
import { requirePhone } from './phone.ts';

export const handler = endpoint(deleteOptOutRoute, async ({ params, principal }, { table }) => {
  const found = await table.batchGet(optOutKeys(principal, requirePhone(params.phone, principal)));
  if (found.length === 0) throw new Problem('not_found');
  await table.transact(found.map(({ pk, sk }): Write => ({ delete: { pk, sk } })));
  return { status: 204 };
});
