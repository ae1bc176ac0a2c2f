import { Problem } from '../../../shared/base/problem.ts';
import { whatsapp as messages } from '../../../shared/calls/chat/whatsapp/whatsapp.ts';
import { providerNamed } from '../../../shared/calls/telephony/providers.ts';
import { requireReachable } from '../../../shared/tenants/settings/reachable.ts';
import type { TenantChanges } from '../../../shared/tenants/settings/settings.ts';
import type { SecretsOf } from '../../../shared/tenants/update-tenant.ts';

export const secretsOf: SecretsOf = (service, provider) =>
  service === 'whatsapp' ? messages : providerNamed(provider);

/**
 * Checks the URLs among the settings of services. Another base URL than the service's own is for a stand-in on one's own
 * machine: elsewhere it would be sent the service's credentials.
 * @throws Problem invalid_request
 */
export function requireReachableServices(
  { voiceAgent, whatsapp }: TenantChanges,
  allowPrivate: boolean,
): void {
  for (const [field, service] of Object.entries({ voiceAgent, whatsapp })) {
    if (!service) continue;
    const urls = field === 'whatsapp' ? [] : providerNamed(service.provider ?? 'http').urls;
    for (const name of [...urls, 'baseUrl']) {
      const url = service[name];
      if (url === undefined) continue;
      if (name === 'baseUrl' && !allowPrivate) throw notTaken(`${field}.${name}`);
      requireReachable(`${field}.${name}`, String(url), allowPrivate);
    }
  }
}

const notTaken = (field: string): Problem =>
  new Problem('invalid_request', {
    issues: [{ field, rule: 'custom', expected: 'is taken only where private targets are allowed' }],
  });
