import type { BenchContext, Send } from './requests.ts';

const PATH = '/platform/v1/webhook-recoveries';

const start = ({ shop, endpointId }: BenchContext, asked: object = {}) =>
  shop.test.call<{ id: string }>('POST', PATH, { endpointId, ...asked });

/** Of an endpoint that failed nothing: what a recovery costs however much succeeded. */
export const recoveryRequests: Readonly<Record<string, Readonly<Record<string, Send>>>> = {
  'create-webhook-recovery': {
    'nothing failed': (context) => start(context),
    'a dry run': (context) => start(context, { dryRun: true }),
  },
  'recover-webhook-endpoint': {
    '': ({ shop, endpointId }) =>
      shop.test.call('POST', `/platform/v1/webhook-endpoints/${endpointId}/recover`, {
        since: new Date(Date.now() - 3_600_000).toISOString(),
      }),
  },
  'list-webhook-recoveries': { 'the latest 3': ({ shop }) => shop.test.call('GET', `${PATH}?limit=3`) },
  'get-webhook-recovery': {
    '': async (context) =>
      context.shop.test.call('GET', `${PATH}/${(await start(context, { dryRun: true })).id}`),
  },
  'cancel-webhook-recovery': {
    '': async (context) => {
      const { id } = await start(context);
      // It may have finished by then.
      await context.shop.test.call('POST', `${PATH}/${id}/cancel`).catch(() => undefined);
    },
  },
};
