import { array, assert, asyncProperty, constantFrom, nat, record } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CreateBody, createExample, toAskedBooking } from '../../functions/delivery/bookings/create-body.ts';
import type { Table } from '../../shared/adapters/dynamo/table.ts';
import { Problem } from '../../shared/base/problem.ts';
import type { Scope } from '../../shared/base/scope.ts';
import { addMoney } from '../../shared/deliveries/booking/add-money.ts';
import { bookFromWallet, bookOnCredit } from '../../shared/deliveries/booking/book-delivery.ts';
import { cancelDelivery } from '../../shared/deliveries/booking/cancel-delivery.ts';
import { settleWaiting } from '../../shared/deliveries/booking/settle-waiting.ts';
import type { Delivery } from '../../shared/deliveries/delivery/delivery.ts';
import { loadTemporary, paymentStatusOf } from '../../shared/deliveries/delivery/temporary-order.ts';
import { bookingMessages } from '../../shared/deliveries/dispatch/booking-message.ts';
import { makeBookings } from '../../shared/deliveries/dispatch/make-bookings.ts';
import type { CourierReport } from '../../shared/deliveries/lifecycle/details.ts';
import { reportEvent } from '../../shared/deliveries/lifecycle/report-event.ts';
import { creditWallet } from '../../shared/deliveries/wallets/credit-wallet.ts';
import type { QueueJob } from '../../shared/events/event.ts';
import { providersFromEnvironment } from '../../shared/serviceability/providers.ts';
import { providersWithAddressesFromEnvironment } from '../../shared/serviceability/providers-with-addresses.ts';
import { Crash, crashAfter, crashing } from '../support/crash.ts';
import { patience } from '../support/time/patience.ts';
import { addIndian, api, useDeliveryApi } from './api.ts';
import { audit } from './audit.ts';
import { byUser } from './shop.ts';

/** Rupees for the reference's order in the tests' region. */
const PRICE = 118;

const providers = providersFromEnvironment();
useDeliveryApi();

const nothing = () => [];
const clock = () => new Date();
const on = (table: Table) => ({ table, clock, providers });
const asked = toAskedBooking(CreateBody.parse({ ...createExample, otps: null }));

/** A tenant with credit, and money in its business wallet. */
async function openAccount(rupees: number): Promise<Scope> {
  const { tenant } = await addIndian(api.table, {
    postpaid: { enabled: true, limit: 100_000 },
    fundAccounts: [{ id: 'fa_1', primary: true }],
  });
  const scope = { tenantId: tenant.id, mode: 'test' } as const;
  if (rupees > 0) await credit(api.table, scope, rupees);
  return scope;
}

const credit = (table: Table, scope: Scope, amount: number) =>
  addMoney(
    on(table),
    scope,
    { walletType: 'business', userId: undefined, amount, currency: 'INR' },
    () => new Problem('not_found'),
    nothing,
  );
const buy = (table: Table, scope: Scope, mayWait = true) =>
  bookFromWallet(on(table), scope, { asked, walletType: 'business', mayWait }, nothing);
const owe = (table: Table, scope: Scope, collectionAmount = 0) =>
  bookOnCredit(on(table), scope, { ...asked, collectionAmount }, nothing);
const cancel = (table: Table, scope: Scope, deliveryId: string) =>
  cancelDelivery(on(table), scope, { deliveryId, cancellation: byUser }, nothing);
const settle = (table: Table, scope: Scope) =>
  settleWaiting(on(table), { ...scope, account: 'wallet:business', currency: 'INR' });
const report = (table: Table, scope: Scope, id: string, courier: CourierReport) =>
  reportEvent(on(table), scope, id, courier, () => {}, nothing);

/** Does what the outbox record of money that came in asks for, twice. */
async function workOff({ tenantId }: Scope, entryId: string): Promise<void> {
  const event = await api.table.get({ pk: `CREDITED#${tenantId}#test#${entryId}`, sk: 'EVENT' });
  expect(event).toMatchObject({ entity: 'event', type: 'wallet.credited', job: { queue: 'bookings' } });
  const job = event?.job as QueueJob | undefined;
  const services = { ...on(api.table), providers: providersWithAddressesFromEnvironment() };
  for (let time = 0; time < 2; time++) await makeBookings(services, bookingMessages.read(job?.body));
}

/** How an attempt ended that may die: it did, or with its answer, or refused for a reason. */
async function attempt<Answer>(
  work: Promise<Answer>,
): Promise<{ died: boolean; answer?: Answer; reason?: string }> {
  try {
    return { died: false, answer: await work };
  } catch (error) {
    if (error instanceof Crash) return { died: true };
    if (error instanceof Problem && error.code === 'delivery_refused')
      return { died: false, reason: String(error.details.reason) };
    throw error;
  }
}

/** Lets an operation die after its first step, then after its second, and so on until it lives. */
async function dyingEverywhere(
  operate: (table: Table) => Promise<unknown>,
  after: (died: boolean) => Promise<void>,
): Promise<void> {
  for (let steps = 1; ; steps++) {
    const { died } = await attempt(operate(crashing(api.table, crashAfter(steps))));
    await after(died);
    if (!died) {
      expect(steps).toBeGreaterThan(1);
      return;
    }
  }
}

/** The deliveries that stand, as against what the ledger says of them. */
async function deliveriesOf(scope: Scope): Promise<Delivery[]> {
  const { entries } = await audit(api.table, scope);
  const ids = entries.flatMap(({ kind, deliveryId }) =>
    kind === 'booking' && deliveryId ? [deliveryId] : [],
  );
  expect(new Set(ids).size).toBe(ids.length);
  const items = await Promise.all(
    ids.map((id) => api.table.get({ pk: `PARCEL#${scope.tenantId}#test#${id}`, sk: 'PARCEL' })),
  );
  return items as unknown as Delivery[];
}

describe('dying after any step', () => {
  test('a booking is paid and stored, or neither', async () => {
    const scope = await openAccount(30 * PRICE);
    for (const book of [buy, owe])
      await dyingEverywhere(
        (table) => book(table, scope),
        async () => {
          expect((await deliveriesOf(scope)).every((delivery) => delivery?.status === 'new')).toBe(true);
        },
      );
  });

  test('a waiting order is announced and found, or neither', async () => {
    const scope = await openAccount(PRICE - 1);
    await dyingEverywhere(
      (table) => buy(table, scope),
      async () => {
        const pk = `WAITING#${scope.tenantId}#test#wallet:business#INR`;
        for await (const { sk } of api.table.all({ pk }))
          expect((await loadTemporary(api.table, scope, sk)).status).toBe('waiting');
        expect(await deliveriesOf(scope)).toEqual([]);
      },
    );
  });

  test('a cancellation refunds once, and can be repeated', async () => {
    const scope = await openAccount(30 * PRICE);
    let booked = 0;
    let id = '';
    const book = async () => {
      const made = await buy(api.table, scope);
      if (made.kind === 'booked') id = made.delivery.id;
      booked++;
    };
    await book();
    await dyingEverywhere(
      (table) => cancel(table, scope, id),
      async (died) => {
        const again = await attempt(cancel(api.table, scope, id));
        if (again.reason !== undefined) expect(again.reason).toBe('already_cancelled');
        const { count, balances } = await audit(api.table, scope);
        expect([count('refund'), balances.get('wallet:business INR')]).toEqual([booked, 30 * PRICE * 100]);
        if (died) await book();
      },
    );
  });

  test('a credit is stored once, and its job books what waited for it', async () => {
    let scope = await openAccount(0);
    let waiting = '';
    const wait = async () => {
      scope = await openAccount(0);
      const made = await buy(api.table, scope);
      if (made.kind === 'waiting') waiting = made.temporaryOrder.id;
    };
    await wait();
    await dyingEverywhere(
      (table) => credit(table, scope, PRICE),
      async (died) => {
        const { entries, count } = await audit(api.table, scope);
        const credits = count('credit');
        expect(credits).toBeLessThanOrEqual(1);
        for (const { id } of entries.filter(({ kind }) => kind === 'credit')) await workOff(scope, id);
        const order = await loadTemporary(api.table, scope, waiting);
        expect(paymentStatusOf(order, clock())).toBe(credits === 1 ? 'booked' : 'waiting');
        const deliveries = await deliveriesOf(scope);
        expect(deliveries.map(({ id }) => id)).toEqual(order.deliveryId === null ? [] : [order.deliveryId]);
        if (died) await wait();
      },
    );
  });

  test('a refund books what waited for money, as a credit does', async () => {
    const scope = await openAccount(PRICE);
    const made = await buy(api.table, scope);
    const waits = await buy(api.table, scope);
    if (made.kind !== 'booked' || waits.kind !== 'waiting') throw new TypeError('The money is for one');
    await cancel(api.table, scope, made.delivery.id);
    const { entries } = await audit(api.table, scope);
    for (const { id } of entries.filter(({ kind }) => kind === 'refund')) await workOff(scope, id);
    const order = await loadTemporary(api.table, scope, waits.temporaryOrder.id);
    expect(paymentStatusOf(order, clock())).toBe('booked');
    expect((await deliveriesOf(scope)).map(({ id, status }) => [id, status])).toEqual([
      [made.delivery.id, 'cancelled'],
      [order.deliveryId, 'new'],
    ]);
  });

  test('settling books each order that waits once, oldest first', async () => {
    const scope = await openAccount(0);
    const ids: string[] = [];
    for (let n = 0; n < 3; n++) {
      const made = await buy(api.table, scope);
      if (made.kind === 'waiting') ids.push(made.temporaryOrder.id);
    }
    const money = { wallet: 'wallet:business', amount: 2 * PRICE * 100, currency: 'INR' } as const;
    await creditWallet(api.table, scope, money, clock(), nothing);
    await dyingEverywhere(
      (table) => settle(table, scope),
      async () => {
        const orders = await Promise.all(ids.map((id) => loadTemporary(api.table, scope, id)));
        const paid = orders.map(({ status }) => status === 'booked');
        expect(paid).toEqual(paid.toSorted((one, other) => Number(other) - Number(one)));
        expect(await deliveriesOf(scope)).toHaveLength(paid.filter(Boolean).length);
      },
    );
    const { balances, count } = await audit(api.table, scope);
    expect([count('booking'), balances.get('wallet:business INR')]).toEqual([2, 0]);
  });

  test('cash is booked with the step that took it, or neither, and once', async () => {
    const scope = await openAccount(0);
    const atTheDoor = async () => {
      const { id } = await owe(api.table, scope, 600);
      const agent = { name: 'John Doe', phone: '12345678990' };
      await report(api.table, scope, id, { step: 'accepted', agent });
      await report(api.table, scope, id, { step: 'picked_up' });
      return id;
    };
    let id = await atTheDoor();
    let delivered = 0;
    const drop = { step: 'delivered', cashCollected: 600 } as const;
    await dyingEverywhere(
      (table) => report(table, scope, id, drop),
      async (died) => {
        await report(api.table, scope, id, drop).catch((error) => expect(error.code).toBe('illegal_move'));
        delivered++;
        const { count, balances } = await audit(api.table, scope);
        expect([count('collection'), balances.get('cod-payable INR')]).toEqual([
          delivered,
          delivered * 582_00,
        ]);
        if (died) id = await atTheDoor();
      },
    );
  });
});

test('an order that begins to wait just as its money arrives is booked', async () => {
  const scope = await openAccount(0);
  let writes = 0;
  const table: Table = {
    ...api.table,
    async transact(given) {
      // The first write books and is refused; the second lets the order wait.
      if (++writes === 2) await credit(api.table, scope, PRICE);
      await api.table.transact(given);
    },
  };
  const made = await buy(table, scope);
  const { id } = made.kind === 'waiting' ? made.temporaryOrder : { id: '' };
  expect((await loadTemporary(api.table, scope, id)).status).toBe('booked');
  expect(await deliveriesOf(scope)).toHaveLength(1);
});

test('the books balance after any concurrent bookings, cancellations and credits that die anywhere', {
  timeout: patience(60_000),
}, async () => {
  const step = record({
    what: constantFrom('buy', 'buy now', 'owe', 'cancel', 'credit', 'settle'),
    which: nat(9),
    diesAfter: nat(8),
  });
  await assert(
    asyncProperty(array(array(step, { minLength: 1, maxLength: 4 }), { maxLength: 6 }), async (rounds) => {
      const scope = await openAccount(3 * PRICE);
      for (const round of rounds) {
        const known = await deliveriesOf(scope);
        await Promise.all(
          round.map(({ what, which, diesAfter }) => {
            const table = diesAfter === 0 ? api.table : crashing(api.table, crashAfter(diesAfter));
            const id = known[which % (known.length || 1)]?.id ?? 'IN0000000000000';
            const works = {
              buy: () => buy(table, scope),
              'buy now': () => buy(table, scope, false),
              owe: () => owe(table, scope),
              cancel: () => cancel(table, scope, id),
              credit: () => credit(table, scope, (which + 1) * 25),
              settle: () => settle(table, scope),
            };
            return attempt<unknown>(works[what]());
          }),
        );
      }
      const { count } = await audit(api.table, scope);
      const deliveries = await deliveriesOf(scope);
      expect(deliveries).toHaveLength(count('booking'));
      expect(deliveries.filter(({ status }) => status === 'cancelled')).toHaveLength(count('refund'));
    }),
    { numRuns: 25 },
  );
});
