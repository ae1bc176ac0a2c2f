import { twilioEndpoint } from '../../../functions/callbacks/twilio-endpoint.ts';
import { type Callback, type Customer, type FakeTwilio, startFakeTwilio } from '../../fakes/twilio.ts';
import { cipher } from '../../support/cipher.ts';
import { PUBLIC_URL, type Told, tellLiveOrder } from '../support/live-order.ts';

export type Story = Awaited<ReturnType<typeof tell>>;

/** One live order of a tenant with an account at Twilio. @param customers what the customer does at each dial */
export async function tell(customers: readonly Customer[], told: Told<Callback, FakeTwilio> = {}) {
  const { fake: twilio, ...story } = await tellLiveOrder<Customer, Callback, FakeTwilio>(
    {
      start: ({ deliver, ...around }) =>
        startFakeTwilio({ ...around, deliver: (callback) => deliver(callback, { step: callback.step }) }),
      endpoint: (services) =>
        twilioEndpoint({ cipher, publicUrl: PUBLIC_URL, speed: 1, allowPrivateTargets: true }, services),
      voiceAgent({ url, account: { accountSid, authToken, from } }) {
        return { provider: 'twilio', accountSid, authToken, from, baseUrl: url };
      },
    },
    customers,
    told,
  );
  return { twilio, ...story };
}
