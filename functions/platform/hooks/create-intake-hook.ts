import { required } from '../../../shared/base/env.ts';
import { endpoint } from '../../../shared/http/endpoints/endpoint.ts';
import { insertIntakeHook as create, type MadeIntakeHook } from '../../../shared/tenants/access/hook.ts';
import { createIntakeHookRoute, replyMadeHook } from './intake-hook-routes.ts';

const publicUrl = required('PUBLIC_URL');

export const handler = endpoint(
  createIntakeHookRoute,
  async ({ body, principal, receipt }, { table, clock }) => {
    const reply = (made: MadeIntakeHook) => replyMadeHook(made, publicUrl);
    return reply(await create(table, principal, body?.source, clock(), (made) => receipt(reply(made))));
  },
);
