import { walletOf } from '../../../shared/deliveries/wallets/account.ts';
import { loadBalances } from '../../../shared/deliveries/wallets/ledger-store.ts';
import { endpoint } from '../../../shared/http/endpoints/endpoint.ts';
import { listPage } from '../../../shared/http/list-page.ts';
import { toMajor } from '../../../shared/serviceability/pricing/money.ts';
import { loadTenantDetails } from '../../../shared/tenants/tenant/tenant-details.ts';
import { usersList } from '../../../shared/tenants/user.ts';
import { listWalletsRoute } from './wallet-routes.ts';

export const handler = endpoint(listWalletsRoute, async ({ query, principal }, { table }) => {
  const [{ tenant, credit, messageCredit }, { entries: users, nextCursor }] = await Promise.all([
    loadTenantDetails(table, principal.tenantId),
    listPage(table, usersList(principal), query),
  ]);
  const { currency, postpaid } = tenant;
  const accounts = ['wallet:business', 'postpaid', ...users.map(({ id }) => walletOf('user', id))] as const;
  const [business = 0, owed = 0, ...ofUsers] = await loadBalances(table, principal, accounts, currency);
  const major = (amount: number) => toMajor(amount, currency);
  const own = { type: 'business', userId: null, name: null, balance: major(business) };
  const others = users.map(({ id, name }, n) => ({
    type: 'user',
    userId: id,
    name,
    balance: major(ofUsers[n] ?? 0),
  }));
  return {
    status: 200,
    body: {
      currency,
      wallets: query.cursor === undefined ? [own, ...others] : others,
      credit: { ...postpaid, owed: major(owed) },
      callsLeft: credit ?? null,
      messagesLeft: messageCredit ?? null,
      nextCursor,
    },
  };
});
