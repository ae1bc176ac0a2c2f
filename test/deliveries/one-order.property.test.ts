import { Big } from 'big.js';
import { array, assert, asyncProperty, boolean, constantFrom, nat, record } from 'fast-check';
import { expect, test } from 'vitest';
import { CreateBody, createExample, toAskedBooking } from '../../functions/delivery/bookings/create-body.ts';
import { Problem } from '../../shared/base/problem.ts';
import { addMoney } from '../../shared/deliveries/booking/add-money.ts';
import { bookFromWallet, bookOnCredit } from '../../shared/deliveries/booking/book-delivery.ts';
import { cancelDelivery } from '../../shared/deliveries/booking/cancel-delivery.ts';
import type { Delivery } from '../../shared/deliveries/delivery/delivery.ts';
import { finalStatuses } from '../../shared/deliveries/delivery/transitions.ts';
import { walkDelivery } from '../../shared/deliveries/lifecycle/walk-delivery.ts';
import { providersFromEnvironment } from '../../shared/serviceability/providers.ts';
import { Crash, crashAfter, crashing } from '../support/crash.ts';
import { api, useDeliveryApi } from './api.ts';
import { byUser, openDeliveryShop, PRICE } from './shop.ts';

const providers = providersFromEnvironment();
useDeliveryApi();

const nothing = () => [];
const base = toAskedBooking(CreateBody.parse({ ...createExample, otps: null, collectionsAmount: null }));

/** Refusals and deaths are answers here. */
const attempt = (work: Promise<unknown>) =>
  work.catch((error) => {
    if (!(error instanceof Crash) && !(error instanceof Problem)) throw error;
  });

test('the deliveries of one order never collect more than it owes, nor exist at the same time unasked, however it is booked, paid, cancelled and delivered concurrently and dies anywhere', async () => {
  const step = record({
    what: constantFrom('buy', 'owe', 'cancel', 'deliver', 'credit'),
    named: constantFrom(undefined, 0, 150, 300, 600),
    which: nat(5),
    diesAfter: nat(10),
  });
  const rounds = array(array(step, { minLength: 1, maxLength: 4 }), { maxLength: 5 });
  await assert(
    asyncProperty(rounds, boolean(), async (given, allowsAnother) => {
      const shop = await openDeliveryShop(api);
      const scope = { tenantId: shop.tenantId, mode: 'test' } as const;
      const orderId = await shop.order();
      const standing = async () => {
        const { entries } = await shop.books();
        const booked = entries.flatMap(({ kind, deliveryId }) => (kind === 'booking' ? [deliveryId] : []));
        return Promise.all(booked.map((id) => shop.deliveryAt(id)));
      };
      const isOpen = ({ status }: Delivery) => !finalStatuses.includes(status);
      for (const round of given) {
        const known = (await standing()).filter(isOpen);
        await Promise.all(
          round.map(({ what, named, which, diesAfter }) => {
            const table = diesAfter === 0 ? api.table : crashing(api.table, crashAfter(diesAfter));
            const services = { table, clock: () => new Date(), providers };
            const asked = { ...base, merchantReference: orderId, collectionAmount: named, allowsAnother };
            const id = known[which % (known.length || 1)]?.id ?? 'IN0000000000000';
            const works = {
              buy: () =>
                bookFromWallet(services, scope, { asked, walletType: 'business', mayWait: true }, nothing),
              owe: () => bookOnCredit(services, scope, asked, nothing),
              cancel: () =>
                cancelDelivery(services, scope, { deliveryId: id, cancellation: byUser }, nothing),
              deliver: () => walkDelivery(services, scope, id, 'delivered'),
              credit: () =>
                addMoney(
                  services,
                  scope,
                  {
                    walletType: 'business',
                    userId: undefined,
                    amount: PRICE * (1 + (which % 2)),
                    currency: 'INR',
                  },
                  () => new Problem('not_found'),
                  nothing,
                ),
            };
            return attempt(works[what]());
          }),
        );
        const [order, deliveries] = [await shop.orderAt(orderId), await standing()];
        const open = deliveries.filter(isOpen);
        const sum = (of: Delivery[]) =>
          of.reduce((total, { collection }) => total.plus(collection?.settles ?? 0), new Big(0));
        expect(sum(open).plus(order.payment.collected).lte(order.total)).toBe(true);
        const delivered = deliveries.filter(({ status }) => status === 'delivered');
        expect(sum(delivered).toFixed()).toBe(order.payment.collected);
        if (!allowsAnother) expect(open.length).toBeLessThanOrEqual(1);
      }
    }),
    { numRuns: 40 },
  );
}, 120_000);
