import { retellEndpoint } from '../../../functions/callbacks/retell-endpoint.ts';
import { type Callback, type Customer, type FakeRetell, startFakeRetell } from '../../fakes/retell.ts';
import { cipher } from '../../support/data/cipher.ts';
import { PUBLIC_URL, runLiveOrder, type Scenario } from '../support/live-order.ts';

export type ScenarioResult = Awaited<ReturnType<typeof runScenario>>;

/** One live order of a tenant with an agent at Retell. @param customers what the customer does at each dial */
export async function runScenario(
  customers: readonly Customer[],
  scenario: Scenario<Callback, FakeRetell> = {},
) {
  const { fake: retell, ...result } = await runLiveOrder<Customer, Callback, FakeRetell>(
    {
      start: startFakeRetell,
      endpoint: (services) =>
        retellEndpoint({ cipher, publicUrl: PUBLIC_URL, speed: 1, allowPrivate: true }, services),
      voiceAgent({ url, account: { apiKey, webhookKey, agentId, fromNumber } }) {
        return { provider: 'retell', apiKey, webhookKey, agentId, fromNumber, baseUrl: url };
      },
    },
    customers,
    scenario,
  );
  return { retell, ...result };
}
