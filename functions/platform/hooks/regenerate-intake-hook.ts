import { required } from '../../../shared/base/env.ts';
import { endpoint, type Reply } from '../../../shared/http/endpoints/endpoint.ts';
import {
  type MadeIntakeHook,
  regenerateIntakeHook as regenerate,
} from '../../../shared/tenants/access/hook.ts';
import { regenerateIntakeHookRoute, viewMadeHook } from './intake-hook-routes.ts';

const publicUrl = required('PUBLIC_URL');

const replyTo = (made: MadeIntakeHook): Reply => ({
  status: 201,
  body: viewMadeHook(made, publicUrl),
  secret: true,
});

export const handler = endpoint(
  regenerateIntakeHookRoute,
  async ({ params, principal, receipt }, { table }) =>
    replyTo(await regenerate(table, principal, params.id, (made) => receipt(replyTo(made)))),
);
