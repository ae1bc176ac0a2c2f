import { ConditionFailed } from '../../shared/dynamo/errors.ts';
import { present } from '../../shared/dynamo/expressions.ts';
import { endpoint } from '../../shared/http/endpoint.ts';
import { Problem } from '../../shared/problem.ts';
import { optOutKey } from '../../shared/tenants/opt-outs.ts';
import { deleteOptOut } from './customer-routes.ts';
import { requirePhone } from './phone.ts';

export const handler = endpoint(deleteOptOut, async ({ params, principal }, { table }) => {
  try {
    await table.delete(optOutKey(principal, requirePhone(params.phone, principal)), present);
  } catch (cause) {
    throw cause instanceof ConditionFailed ? new Problem('not_found', {}, { cause }) : cause;
  }
  return { status: 204 };
});
