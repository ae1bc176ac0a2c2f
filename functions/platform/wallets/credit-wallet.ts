import { Problem } from '../../../shared/base/problem.ts';
import type { Scope } from '../../../shared/base/scope.ts';
import { addMoney } from '../../../shared/deliveries/booking/add-money.ts';
import { BUSINESS_ADMIN } from '../../../shared/deliveries/wallets/account.ts';
import type { Entry } from '../../../shared/deliveries/wallets/entry.ts';
import { adminEndpoint } from '../../../shared/http/endpoints/admin-endpoint.ts';
import type { Reply, RequestFor } from '../../../shared/http/endpoints/endpoint.ts';
import { loadTenant } from '../../../shared/tenants/tenant/tenant.ts';
import { creditWalletRoute } from './wallet-routes.ts';

export const handler = adminEndpoint(
  creditWalletRoute,
  async ({ body, principal, receipt }, { table, clock }) => {
    const scope = scopeOf(body, principal);
    const { currency } = await loadTenant(table, scope.tenantId);
    const { walletType, amount } = body;
    const userID = body.userID || BUSINESS_ADMIN;
    const reply = ({ id, at }: Entry): Reply => ({
      status: 201,
      body: {
        id,
        ...scope,
        walletType,
        userID: walletType === 'user' ? userID : null,
        amount,
        currency,
        createdAt: at,
      },
    });
    const { entry } = await addMoney(
      { table, clock },
      scope,
      { walletType, amount, currency, userId: userID },
      () => new Problem('not_found', { field: 'userID' }),
      (made) => receipt(reply(made.entry)),
    );
    return reply(entry);
  },
);

type Request = RequestFor<typeof creditWalletRoute>;

/** @throws Problem forbidden for a key that may not make money, invalid_request for an admin who names no tenant */
function scopeOf({ tenantId, mode }: Request['body'], principal: Request['principal']): Scope {
  if (principal.kind === 'admin') {
    const missing = [...(tenantId ? [] : ['tenantId']), ...(mode ? [] : ['mode'])];
    if (!tenantId || !mode)
      throw new Problem('invalid_request', { issues: missing.map((field) => ({ field, rule: 'required' })) });
    return { tenantId, mode };
  }
  const isOwn = (tenantId ?? principal.tenantId) === principal.tenantId && (mode ?? 'test') === 'test';
  if (principal.mode !== 'test' || !isOwn) throw new Problem('forbidden');
  return { tenantId: principal.tenantId, mode: principal.mode };
}
