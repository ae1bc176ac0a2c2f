import * as z from 'zod';
import { visibleLine } from '../../../shared/base/input/texts.ts';
import { whatsapp } from '../../../shared/calls/chat/whatsapp/whatsapp.ts';
import { VoiceAgentSettings } from '../../../shared/calls/telephony/providers.ts';
import { declare } from '../../../shared/http/declaration.ts';
import { Cursor, pageLimit } from '../../../shared/http/list-page.ts';
import { NewTenant, TenantChanges } from '../../../shared/tenants/settings/settings.ts';
import { readOnlyFields } from '../fields/read-only.ts';
import { ListedTenantView } from './listed-tenant.ts';
import { ApiKeyView, MadeApiKeyView, TenantView } from './tenant-views.ts';

const tenantId = z.string().max(100).describe('tnt_…');
const TenantPath = z.object({ id: tenantId });

export const READ_ONLY_OF_TENANTS = [
  'id',
  'country',
  'currency',
  'webhookUrls',
  'voiceAgentFault',
  'whatsappFault',
  'createdAt',
  'updatedAt',
] as const;

const tenantExample = { name: 'Mi Tienda', country: 'CO', currency: 'COP', domain: 'mitienda.myshopify.com' };

export const createTenantRoute = declare({
  name: 'create-tenant',
  dialect: 'platform',
  method: 'POST',
  path: '/platform/v1/tenants',
  summary: 'Adds a tenant',
  description: 'A tenant is one shop, whose orders, keys and settings are separate from all others.',
  audience: 'admin',
  table: 'write',
  partitions: ['TENANT#'],
  body: NewTenant,
  bodyExample: tenantExample,
  answers: { 201: { description: 'The tenant, with the settings it starts with', schema: TenantView } },
});

export const getTenantRoute = declare({
  name: 'get-tenant',
  dialect: 'platform',
  method: 'GET',
  path: '/platform/v1/tenants/{id}',
  summary: 'A tenant and its settings',
  description: 'Secrets among the settings are not shown.',
  audience: 'admin-or-key',
  table: 'read',
  partitions: ['TENANT#'],
  params: TenantPath,
  answers: { 200: { description: 'The tenant', schema: TenantView } },
});

export const updateTenantRoute = declare({
  name: 'update-tenant',
  dialect: 'platform',
  method: 'PATCH',
  path: '/platform/v1/tenants/{id}',
  summary:
    'Changes settings of both modes; omitted ones stay as they are. A test key may change only talkTimeSeconds',
  description:
    '`null` sets a setting back. A change of the calling hours or of the policy holds for calls that are not made yet.',
  audience: 'admin-or-key',
  table: 'write',
  partitions: ['TENANT#'],
  refreshesKeys: true,
  seals: ['voice-agent', 'whatsapp'],
  params: TenantPath,
  body: TenantChanges.extend({
    voiceAgent: VoiceAgentSettings.nullish(),
    whatsapp: whatsapp.settings.nullish(),
    ...readOnlyFields(READ_ONLY_OF_TENANTS),
  }),
  bodyExample: { callPolicy: { maxAttempts: 3, delaysMinutes: [10, 120] }, dedupeWindow: 24 },
  answers: {
    200: {
      description:
        "The tenant as it is now. A voice agent's secret is shown when it was made by this request",
      schema: TenantView,
    },
  },
  refuses: ['conflict'],
});

export const createApiKeyRoute = declare({
  name: 'create-api-key',
  dialect: 'platform',
  method: 'POST',
  path: '/platform/v1/tenants/{id}/api-keys',
  summary: 'Creates an API key, which is shown only once',
  description: 'A live key calls real people; a test key calls simulated ones.',
  audience: 'admin-or-member',
  role: 'owner',
  table: 'write',
  partitions: ['TENANT#', 'APIKEY#'],
  params: TenantPath,
  body: z.strictObject({
    mode: z.enum(['live', 'test']),
    label: visibleLine(100).nullish(),
  }),
  bodyExample: { mode: 'test', label: 'shop backend' },
  answers: { 201: { description: 'The key', schema: MadeApiKeyView } },
});

export const listApiKeysRoute = declare({
  name: 'list-api-keys',
  dialect: 'platform',
  method: 'GET',
  path: '/platform/v1/tenants/{id}/api-keys',
  summary: "A tenant's API keys, without their secrets, oldest first",
  description: 'Each is identified by its last four characters.',
  audience: 'admin-or-member',
  role: 'owner',
  table: 'read',
  partitions: ['TENANT#'],
  params: TenantPath,
  answers: { 200: { description: 'The keys', schema: z.object({ apiKeys: z.array(ApiKeyView) }) } },
});

export const revokeApiKeyRoute = declare({
  name: 'revoke-api-key',
  dialect: 'platform',
  method: 'DELETE',
  path: '/platform/v1/tenants/{id}/api-keys/{keyId}',
  summary: 'Revokes an API key at once',
  description: 'Requests with it are refused from now on.',
  audience: 'admin-or-member',
  role: 'owner',
  table: 'write',
  partitions: ['TENANT#', 'APIKEY#'],
  params: z.object({ id: tenantId, keyId: z.string().max(100).describe('key_…') }),
  answers: { 204: { description: 'Revoked' } },
});

export const listTenantsRoute = declare({
  name: 'list-tenants',
  dialect: 'platform',
  method: 'GET',
  path: '/platform/v1/tenants',
  summary: 'All tenants, newest first',
  description: 'For admins; the settings of one are under its id.',
  audience: 'admin',
  stack: 'console',
  table: 'read',
  partitions: ['TENANT#', 'TENANTS'],
  query: z.object({ limit: pageLimit, cursor: Cursor.optional() }),
  answers: {
    200: {
      description: 'A page',
      schema: z.object({
        tenants: z.array(ListedTenantView),
        nextCursor: z.string().nullable().describe('null on the last page'),
      }),
    },
  },
});

export const tenantRoutes = [
  listTenantsRoute,
  createTenantRoute,
  getTenantRoute,
  updateTenantRoute,
  createApiKeyRoute,
  listApiKeysRoute,
  revokeApiKeyRoute,
];
