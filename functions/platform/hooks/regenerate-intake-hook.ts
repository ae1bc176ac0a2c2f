import { required } from '../../../shared/base/env.ts';
import { endpoint } from '../../../shared/http/endpoints/endpoint.ts';
import {
  type MadeIntakeHook,
  regenerateIntakeHook as regenerate,
} from '../../../shared/tenants/access/hook.ts';
import { regenerateIntakeHookRoute, replyMadeHook } from './intake-hook-routes.ts';

const publicUrl = required('PUBLIC_URL');

export const handler = endpoint(
  regenerateIntakeHookRoute,
  async ({ params, principal, receipt }, { table }) => {
    const reply = (made: MadeIntakeHook) => replyMadeHook(made, publicUrl);
    return reply(await regenerate(table, principal, params.id, (made) => receipt(reply(made))));
  },
);
