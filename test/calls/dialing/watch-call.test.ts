import { expect, it } from 'vitest';
import type { Message } from '../../../shared/adapters/queues/queues.ts';
import { watch } from '../../../shared/calls/dialing/watch-call.ts';
import type { DialServices } from '../../../shared/calls/waiting/dial-services.ts';
import { calledOrder, inProgress, LATER } from '../support/factories.ts';

/** What a worker asks the queue for, two minutes after the dial, so that the call ends even if no report ever comes. */
async function asked(provider: string, providerCallId: string | null): Promise<Message[]> {
  const messages: Message[] = [];
  const services: Pick<DialServices, 'queues' | 'clock' | 'speed'> = {
    queues: { send: async (_queue, sent) => void messages.push(...sent) },
    clock: () => new Date(LATER),
    speed: 1,
  };
  const call = { ...inProgress(calledOrder().call), provider, providerCallId };
  await watch(services, call);
  return messages;
}

it('a dial of an agent that cannot be asked has a quarter of an hour to be reported', async () => {
  expect(await asked('http', null)).toEqual([
    {
      body: {
        ...{ kind: 'report-timeout', tenantId: 'tnt_1', mode: 'live' },
        ...{ orderId: expect.any(String), callId: expect.any(String) },
        notBefore: '2026-11-23T17:15:00.000Z',
      },
      delaySeconds: 780,
    },
  ]);
});

it('a provider that can be asked is, two minutes after the dial', async () => {
  expect(await asked('retell', 'call_1')).toEqual([
    {
      body: {
        ...{ kind: 'poll', tenantId: 'tnt_1', mode: 'live' },
        ...{ orderId: expect.any(String), callId: expect.any(String), providerCallId: 'call_1', time: 0 },
        notBefore: '2026-11-23T17:02:00.000Z',
      },
      delaySeconds: 0,
    },
  ]);
});
