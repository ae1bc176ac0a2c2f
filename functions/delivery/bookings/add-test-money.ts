import { addMoney, type MoneyAdded } from '../../../shared/deliveries/booking/add-money.ts';
import { refuseDelivery } from '../../../shared/deliveries/delivery/refuse-delivery.ts';
import { endpoint } from '../../../shared/http/endpoints/endpoint.ts';
import { success } from '../fields/success.ts';
import { addTestMoneyRoute } from './booking-routes.ts';

export const handler = endpoint(addTestMoneyRoute, async ({ body, principal, receipt }, { table, clock }) => {
  const { userID: userId, walletType, amount } = body;
  const { currency } = principal;
  const reply = ({ balance, userId: userID, entry }: MoneyAdded) =>
    success({ balance, currency, transactionID: entry.id, userID, walletType }, clock());
  const added = await addMoney(
    { table, clock },
    principal,
    { userId, walletType, amount, currency },
    () => refuseDelivery('wallet_user_unknown'),
    (made) => receipt(reply(made)),
  );
  return reply(added);
});
