import { twilioEndpoint } from '../../../functions/callbacks/twilio-endpoint.ts';
import { type Callback, type Customer, type FakeTwilio, startFakeTwilio } from '../../fakes/twilio.ts';
import { cipher } from '../../support/data/cipher.ts';
import { PUBLIC_URL, runLiveOrder, type Scenario } from '../support/live-order.ts';

export type ScenarioResult = Awaited<ReturnType<typeof runScenario>>;

/** One live order of a tenant with an account at Twilio. @param customers what the customer does at each dial */
export async function runScenario(
  customers: readonly Customer[],
  scenario: Scenario<Callback, FakeTwilio> = {},
) {
  const { fake: twilio, ...result } = await runLiveOrder<Customer, Callback, FakeTwilio>(
    {
      start: ({ deliver, ...around }) =>
        startFakeTwilio({ ...around, deliver: (callback) => deliver(callback, { step: callback.step }) }),
      endpoint: (services) =>
        twilioEndpoint({ cipher, publicUrl: PUBLIC_URL, speed: 1, allowPrivate: true }, services),
      voiceAgent({ url, account: { accountSid, authToken, from } }) {
        return { provider: 'twilio', accountSid, authToken, from, baseUrl: url };
      },
    },
    customers,
    scenario,
  );
  return { twilio, ...result };
}
