import { type HostOptions, startHost } from '../../infra/local/host.ts';
import { weekdays } from '../../shared/time/weekdays.ts';
import { startMeter, usageSince } from '../bench/host/meter.ts';
import { progress } from '../bench/report/report.ts';
import { startReceiver } from '../bench/shop/receiver.ts';
import { apiOf, openShop, phoneNumber, type ShopApi, triggerBody } from '../bench/shop/shop.ts';
import { type KeyUnits, keyUnitsOf } from './key-units.ts';
import { type OrderWork, orderWorkOf } from './order-work.ts';

export interface Measured {
  orders: number;
  units: KeyUnits[];
  /** Of an order, with all that belongs to it, indexes included. */
  storedBytes: number;
  work: OrderWork;
}

const ADMIN_KEY = 'admin_simulate';
/** Orders that come at the same time: workers see batches, as they do under load. */
const AT_ONCE = 50;
/** What is put together in the background is counted too. */
const REST_MS = 8000;
const TALK_SECONDS = 3;

/** Has live orders confirmed on a stack of this process, each with its webhook, and counts what every key takes. */
export async function measureOrders(orders: number): Promise<Measured> {
  const usage = startMeter();
  let logBytes = 0;
  const logged = (_function: string, text: string) => {
    logBytes += Buffer.byteLength(text);
  };
  const counted = await confirmingOrders(
    orders,
    REST_MS,
    async (work) => {
      const [usedBefore, loggedBefore] = [usage(), logBytes];
      const taken = await keyUnitsOf(work);
      return {
        ...taken,
        work: orderWorkOf(usageSince(usedBefore, usage()), logBytes - loggedBefore, orders),
      };
    },
    logged,
  );
  const { units, putBytes, work } = counted;
  return { orders, units, storedBytes: putBytes / orders, work };
}

/**
 * Has live orders confirmed on a stack of this process, each with its webhook.
 * @param restMs how long what goes on in the background is counted after the last of them
 * @param count does the work, and measures it; what was done to warm up is not part of that
 * @param functionLog gets what functions log
 */
export async function confirmingOrders<Counted>(
  orders: number,
  restMs: number,
  count: (work: () => Promise<void>) => Promise<Counted>,
  functionLog?: HostOptions['functionLog'],
): Promise<Counted> {
  const host = await startHost({ adminKey: ADMIN_KEY, ...(functionLog && { functionLog }) });
  const receiver = await startReceiver();
  try {
    const shop = apiOf(await openShop(host.url, ADMIN_KEY), host.url);
    await shop.live.call('POST', '/platform/v1/webhook-endpoints', {
      url: receiver.url,
      events: ['call.outcome_final'],
    });
    // Their reports come when the dials are stored, as those of real customers do.
    const { tenant } = shop;
    await shop.admin.call('PATCH', `/platform/v1/tenants/${tenant.id}`, {
      talkTimeSeconds: TALK_SECONDS,
      callingHours: anyTime(),
    });
    let made = 0;
    const confirm = async (some: number): Promise<void> => {
      const expected = receiver.received.length + some;
      await Promise.all(Array.from({ length: some }, () => trigger(shop, made++)));
      await receiver.waitFor(expected, 300_000);
    };
    progress('Warming up');
    await confirm(AT_ONCE);
    return await count(async () => {
      for (let done = 0; done < orders; done += AT_ONCE) {
        progress(`${done} of ${orders} orders are confirmed`);
        await confirm(Math.min(AT_ONCE, orders - done));
      }
      await new Promise((resume) => setTimeout(resume, restMs));
    });
  } finally {
    await receiver.stop();
    await host.stop();
  }
}

/** Calling hours that hold up nothing, on whatever day it is. */
export const anyTime = () => ({
  ...Object.fromEntries(weekdays.map((day) => [day, [{ from: '00:00', to: '24:00' }]])),
  workingHolidays: [-1, 0, 1].map((days) =>
    new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10),
  ),
});

const trigger = ({ live }: ShopApi, n: number) =>
  live.call('POST', '/api/v1/calls/trigger', triggerBody(`SIM-${n}`, phoneNumber(n)));
