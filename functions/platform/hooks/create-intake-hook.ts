import { required } from '../../../shared/base/env.ts';
import { endpoint, type Reply } from '../../../shared/http/endpoints/endpoint.ts';
import { insertIntakeHook as create, type MadeIntakeHook } from '../../../shared/tenants/access/hook.ts';
import { createIntakeHookRoute, viewMadeHook } from './intake-hook-routes.ts';

const publicUrl = required('PUBLIC_URL');

const replyTo = (made: MadeIntakeHook): Reply => ({
  status: 201,
  body: viewMadeHook(made, publicUrl),
  secret: true,
});

export const handler = endpoint(
  createIntakeHookRoute,
  async ({ body, principal, receipt }, { table, clock }) =>
    replyTo(await create(table, principal, body?.source, clock(), (made) => receipt(replyTo(made)))),
);
