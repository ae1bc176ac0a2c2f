import type { Send, World } from './requests.ts';

const PATH = '/platform/v1/webhook-recoveries';

const start = ({ shop, endpointId }: World, asked: object = {}) =>
  shop.test.call<{ id: string }>('POST', PATH, { endpointId, ...asked });

/** Of an endpoint that failed nothing: what a recovery costs however much succeeded. */
export const recoveryRequests: Readonly<Record<string, Readonly<Record<string, Send>>>> = {
  'create-webhook-recovery': {
    'nothing failed': (world) => start(world),
    'a dry run': (world) => start(world, { dryRun: true }),
  },
  'recover-webhook-endpoint': {
    '': ({ shop, endpointId }) =>
      shop.test.call('POST', `/platform/v1/webhook-endpoints/${endpointId}/recover`, {
        since: new Date(Date.now() - 3_600_000).toISOString(),
      }),
  },
  'list-webhook-recoveries': { 'the latest 3': ({ shop }) => shop.test.call('GET', `${PATH}?limit=3`) },
  'get-webhook-recovery': {
    '': async (world) => world.shop.test.call('GET', `${PATH}/${(await start(world, { dryRun: true })).id}`),
  },
  'cancel-webhook-recovery': {
    '': async (world) => {
      const { id } = await start(world);
      // It may have finished by then.
      await world.shop.test.call('POST', `${PATH}/${id}/cancel`).catch(() => undefined);
    },
  },
};
