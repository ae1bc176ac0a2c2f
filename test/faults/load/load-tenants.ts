import { type SendingOptions, sendingOptionsOf } from '../../../shared/webhooks/endpoints/sending-options.ts';
import { subscribableNames } from '../../../shared/webhooks/kinds/catalogue.ts';
import { createTenant, request } from '../../support/client.ts';
import type { ReceiverKind } from '../receivers/behaviour.ts';
import type { FaultyStack } from '../stack/faulty-stack.ts';

/** An endpoint, and what kind of server is behind it. */
export interface Subscriber {
  id: string;
  /** What its receipts are found by. */
  name: string;
  receiver: ReceiverKind;
  manner: SendingOptions;
  /** Its owner's, of its mode. */
  key: string;
  /** The first one first. */
  secrets: IssuedSecret[];
  /** Whether somebody is changing it: two at once would not know whose change came last. */
  busy: boolean;
}

/** A secret, and the time in which it became the one that signs, on the fast clock. */
export interface IssuedSecret {
  secret: string;
  askedAt: number;
  answeredAt: number;
}

/** An endpoint of a kind. */
export interface Kind {
  receiver: ReceiverKind;
  manner?: Partial<SendingOptions>;
}

/** A tenant whose orders and deliveries make the load. */
export interface Shop {
  tenantId: string;
  testKey: string;
  liveKey: string;
  subscribers: readonly Subscriber[];
}

export interface Shops {
  /** Has orders confirmed by calls, and sells through the orders API. */
  seller: Shop;
  /** Has parcels delivered, from a wallet. */
  sender: Shop;
}

export const CALL_CREDIT = 1_000_000;

const allDay = [{ from: '00:00', to: '24:00' }];
const week = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

/** Opens both while nothing is at fault yet, with receivers of these kinds for each mode. */
export async function openShops(stack: FaultyStack, kinds: readonly Kind[]): Promise<Shops> {
  const seller = {
    name: 'seller',
    given: { country: 'DO', currency: 'DOP' },
    modes: ['test', 'live'],
  } as const;
  const sender = { name: 'sender', given: { country: 'IN', currency: 'INR' }, modes: ['test'] } as const;
  return {
    seller: await openShop(stack, seller, kinds),
    sender: await openShop(stack, sender, kinds),
  };
}

async function openShop(
  stack: FaultyStack,
  { name, given, modes }: { name: string; given: object; modes: readonly ('test' | 'live')[] },
  kinds: readonly Kind[],
): Promise<Shop> {
  const { id: tenantId, testKey, liveKey } = await createTenant(stack, given);
  const most = 1_000_000;
  await changeTenant(stack, tenantId, {
    limits: { confirmation: most, orders: most, platform: most, delivery: most },
    talkTimeSeconds: 2,
    callCredit: CALL_CREDIT,
    callPolicy: { maxAttempts: 2, delaysMinutes: [1], maxDialsPerDay: 50 },
    callingHours: Object.fromEntries(week.map((day) => [day, allDay])),
  });
  const subscribers: Subscriber[] = [];
  for (const mode of modes)
    for (const [at, { receiver, manner = {} }] of kinds.entries()) {
      const key = mode === 'test' ? testKey : liveKey;
      const itsName = `${name}-${mode}-${receiver}-${at}`;
      const { status, body } = await request(stack.url, 'POST /platform/v1/webhook-endpoints', {
        key,
        body: { url: stack.receivers.add(itsName, receiver), events: subscribableNames, ...manner },
      });
      if (status !== 201) throw new Error(`The endpoint was not made: ${JSON.stringify(body)}`);
      const { id, secret } = body as { id: string; secret: string };
      const secrets = [{ secret, askedAt: 0, answeredAt: 0 }];
      const its = {
        id,
        name: itsName,
        receiver,
        manner: sendingOptionsOf(manner),
        key,
        secrets,
        busy: false,
      };
      subscribers.push(its);
    }
  return { tenantId, testKey, liveKey, subscribers };
}

async function changeTenant(stack: FaultyStack, tenantId: string, body: object): Promise<void> {
  const line = `PATCH /platform/v1/tenants/${tenantId}`;
  const answer = await request(stack.url, line, { key: stack.adminKey, body });
  if (answer.status !== 200) throw new Error(`The tenant was not changed: ${JSON.stringify(answer.body)}`);
}
