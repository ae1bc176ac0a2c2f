import { setTimeout as sleep } from 'node:timers/promises';
import { phoneNumber } from '../shop/shop.ts';
import type { BenchContext, Send } from './requests.ts';

/** Hooks of a tenant take ten requests a second, all together. */
const BETWEEN_MS = 110;

async function handIn({ shop, hookToken }: BenchContext, order: object): Promise<unknown> {
  await sleep(BETWEEN_MS);
  return shop.test.call('POST', `/hooks/catch/${hookToken}`, order);
}

/** An order as a restaurant's site sends it. */
const incoming = (n: number) => ({
  phone: phoneNumber(100_000 + (n % 100_000)),
  id: n,
  first_name: 'John Dowe',
  address: '123, Sunset blvd',
  comment: 'no sesame please',
  products: [
    { api_id: 139, count: 1, price: 15 },
    { api_id: 385, count: 1, price: 18 },
  ],
  payment: { type: 1, status: 1, sum: 33, amount: 33 },
});

const makeHook = ({ shop }: BenchContext) =>
  shop.test.call<{ id: string }>('POST', '/platform/v1/intake-hooks', {});

/** Every way to call the intake dialect and what sets it up, by the endpoint's name. */
export const intakeRequests: Readonly<Record<string, Readonly<Record<string, Send>>>> = {
  'receive-order': {
    'a new order': (context) => handIn(context, incoming(context.unique())),
    'the same order again': (context) => handIn(context, incoming(KNOWN)),
    'with another comment': (context) =>
      handIn(context, { ...incoming(CHANGED), comment: `No. ${context.unique()}` }),
  },
  'create-intake-hook': { '': makeHook },
  'list-intake-hooks': { '': ({ shop }) => shop.test.call('GET', '/platform/v1/intake-hooks') },
  'delete-intake-hook': {
    '': async (context) => {
      const { id } = await makeHook(context);
      return context.shop.test.call('DELETE', `/platform/v1/intake-hooks/${id}`);
    },
  },
  'regenerate-intake-hook': {
    '': async (context) => {
      const { id } = await makeHook(context);
      return context.shop.test.call('POST', `/platform/v1/intake-hooks/${id}/regenerate`);
    },
  },
};

const KNOWN = 900_000_001;
const CHANGED = 900_000_002;
