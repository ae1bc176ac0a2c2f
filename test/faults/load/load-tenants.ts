import { type SendingOptions, sendingOptionsOf } from '../../../shared/webhooks/endpoints/sending-options.ts';
import { subscribableNames } from '../../../shared/webhooks/kinds/catalogue.ts';
import { createTenant, request } from '../../support/api/client.ts';
import type { ReceiverKind } from '../receivers/behaviour.ts';
import type { FaultyStack } from '../stack/faulty-stack.ts';

/** An endpoint to create, and the kind of receiver behind it. */
export interface EndpointSpec {
  receiver: ReceiverKind;
  sendingOptions?: Partial<SendingOptions>;
}

/** An endpoint of a tenant, in one mode. */
export interface LoadEndpoint {
  id: string;
  /** By which its receiver is found. */
  name: string;
  mode: Mode;
  sendingOptions: SendingOptions;
  /** The tenant's API key of this mode. */
  key: string;
  /** From the first to the current one. */
  secrets: IssuedSecret[];
  /** Whether a task is changing it. Others leave it alone, because the order of two changes would be unknown. */
  isChanging: boolean;
}

/** A signing secret, and the period in which it became the current one, on the fast clock. */
export interface IssuedSecret {
  secret: string;
  requestedAt: number;
  answeredAt: number;
}

/** A tenant on whose behalf virtual users act. */
export interface LoadTenant {
  id: string;
  testKey: string;
  liveKey: string;
  endpoints: readonly LoadEndpoint[];
}

export interface LoadTenants {
  /** Has orders confirmed by calls, and sells through the orders API. */
  seller: LoadTenant;
  /** Has parcels delivered, paid from a wallet. */
  shipper: LoadTenant;
}

type Mode = 'test' | 'live';

export const CALL_CREDIT = 1_000_000;

const allDay = [{ from: '00:00', to: '24:00' }];
const week = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
/** High enough that no request is refused. */
const RATE_LIMIT = 1_000_000;

/** Creates both tenants, with these endpoints in each of their modes. */
export async function createLoadTenants(
  stack: FaultyStack,
  specs: readonly EndpointSpec[],
): Promise<LoadTenants> {
  const seller = {
    name: 'seller',
    settings: { country: 'DO', currency: 'DOP' },
    modes: ['test', 'live'],
  } as const;
  const shipper = {
    name: 'shipper',
    settings: { country: 'IN', currency: 'INR' },
    modes: ['test'],
  } as const;
  return {
    seller: await createLoadTenant(stack, seller, specs),
    shipper: await createLoadTenant(stack, shipper, specs),
  };
}

export const endpointsOf = ({ seller, shipper }: LoadTenants): LoadEndpoint[] => [
  ...seller.endpoints,
  ...shipper.endpoints,
];

async function createLoadTenant(
  stack: FaultyStack,
  { name, settings, modes }: { name: string; settings: object; modes: readonly Mode[] },
  specs: readonly EndpointSpec[],
): Promise<LoadTenant> {
  const { id, testKey, liveKey } = await createTenant(stack, settings);
  await updateTenant(stack, id, {
    limits: {
      confirmation: RATE_LIMIT,
      orders: RATE_LIMIT,
      platform: RATE_LIMIT,
      delivery: RATE_LIMIT,
    },
    talkTimeSeconds: 2,
    callCredit: CALL_CREDIT,
    callPolicy: { maxAttempts: 2, delaysMinutes: [1], maxDialsPerDay: 50 },
    callingHours: Object.fromEntries(week.map((day) => [day, allDay])),
  });
  const endpoints: LoadEndpoint[] = [];
  for (const mode of modes)
    for (const [at, spec] of specs.entries()) {
      const key = mode === 'test' ? testKey : liveKey;
      endpoints.push(await createEndpoint(stack, `${name}-${mode}-${spec.receiver}-${at}`, mode, key, spec));
    }
  return { id, testKey, liveKey, endpoints };
}

async function createEndpoint(
  stack: FaultyStack,
  name: string,
  mode: Mode,
  key: string,
  { receiver, sendingOptions = {} }: EndpointSpec,
): Promise<LoadEndpoint> {
  const url = stack.receivers.add(name, receiver);
  const { status, body } = await request(stack.url, 'POST /platform/v1/webhook-endpoints', {
    key,
    body: { url, events: subscribableNames, ...sendingOptions },
  });
  if (status !== 201) throw new Error(`The endpoint was not created: ${JSON.stringify(body)}`);
  const { id, secret } = body as { id: string; secret: string };
  return {
    id,
    name,
    mode,
    sendingOptions: sendingOptionsOf(sendingOptions),
    key,
    secrets: [{ secret, requestedAt: 0, answeredAt: 0 }],
    isChanging: false,
  };
}

async function updateTenant(stack: FaultyStack, id: string, body: object): Promise<void> {
  const line = `PATCH /platform/v1/tenants/${id}`;
  const answer = await request(stack.url, line, { key: stack.adminKey, body });
  if (answer.status !== 200) throw new Error(`The tenant was not updated: ${JSON.stringify(answer.body)}`);
}
