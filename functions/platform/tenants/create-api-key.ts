import { adminEndpoint } from '../../../shared/http/endpoints/admin-endpoint.ts';
import type { Reply } from '../../../shared/http/exchange.ts';
import { createApiKey as create, type MadeApiKey } from '../../../shared/tenants/access/api-key.ts';
import { requireOwn } from './own-tenant.ts';
import { createApiKeyRoute } from './tenant-routes.ts';
import { viewMadeApiKey } from './tenant-views.ts';

const replyTo = (made: MadeApiKey): Reply => ({ status: 201, body: viewMadeApiKey(made), secret: true });

export const handler = adminEndpoint(
  createApiKeyRoute,
  async ({ params, body, principal, receipt }, { table, clock }) => {
    requireOwn(principal, params.id);
    const given = { mode: body.mode, label: body.label ?? null };
    return replyTo(await create(table, params.id, given, clock(), (made) => receipt(replyTo(made))));
  },
);
