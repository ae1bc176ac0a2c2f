import { describe, expect, it } from 'vitest';
import { updateEndpoint } from '../../../shared/webhooks/endpoints/endpoint.ts';
import { metricsOf } from '../../support/aws/metrics.ts';
import { START } from '../support/fixture.ts';
import { engine, fixture, receiver, useFixture } from '../support/setting.ts';

useFixture();

/** An event of one second and a half ago, on its way to an endpoint. */
async function pending(changes: object = {}) {
  const { id: endpointId } = await fixture.addEndpoint({ url: receiver.url, ...changes });
  const at = new Date(START.getTime() - 1500).toISOString();
  await fixture.ask(await fixture.addDelivery({ endpointId, at }));
  return endpointId;
}

const attempt = (outcome: string) => ({ WebhookAttempt: 1, outcome });

describe('webhook attempts', () => {
  it('are counted by what became of the delivery; the first one measures how long its event took', async () => {
    receiver.answer = (response) => {
      response.statusCode = receiver.receipts.length === 1 ? 500 : 200;
      response.end();
    };
    await pending();
    expect(await metricsOf(() => fixture.drain())).toEqual([
      attempt('pending'),
      { CommitToRequest: 1500 },
      attempt('succeeded'),
    ]);
  });

  it('do not measure our pace where the endpoint limits its own', async () => {
    await pending({ rateLimit: 5 });
    expect(await metricsOf(() => fixture.drain())).toEqual([attempt('succeeded')]);
  });

  it('do not measure our pace where the endpoint was disabled in the meantime', async () => {
    const endpointId = await pending();
    await updateEndpoint(engine.table, fixture.scope, endpointId, { enabled: false }, START);
    expect(await metricsOf(() => fixture.drain())).toEqual([{ WebhookHeld: 1 }]);
  });
});
