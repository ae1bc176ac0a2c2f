import { heading, rounded, table } from '../report/report.ts';
import { slowsDown } from '../slowdown.ts';
import type { Burst } from './bursts.ts';
import type { Isolation } from './isolation.ts';
import type { WebhookRate } from './rates.ts';

export function printWebhookRates(rates: readonly WebhookRate[]): void {
  heading(
    'Webhooks, one endpoint for each event: pace, time from commit to receipt, and what an event takes',
  );
  table(
    [
      'receivers failing',
      'events',
      'per second',
      'p50 ms',
      'p99 ms',
      'attempts',
      'DynamoDB requests',
      'read units',
      'write units',
      'SQS requests',
      'invocations',
    ],
    rates.map(({ failing, events, eventsPerSecond, p50Ms, p99Ms, perEvent }) => [
      `${failing * 100} %`,
      events,
      Math.round(eventsPerSecond),
      rounded(p50Ms),
      rounded(p99Ms),
      rounded(perEvent.attempts, 2),
      rounded(perEvent.tableRequests),
      rounded(perEvent.readUnits),
      rounded(perEvent.writeUnits),
      rounded(perEvent.queueRequests, 2),
      rounded(perEvent.invocations, 2),
    ]),
  );
}

export function printIsolation({ endpoints, perSecond, without, hanging, ratio, ratios }: Isolation): void {
  heading(`Isolation: ${endpoints} endpoints, ${Math.round(perSecond)} events per second, one of them hangs`);
  const row = (name: string, { p50Ms, p99Ms, count }: Isolation['without']) => [
    name,
    rounded(p50Ms),
    rounded(p99Ms),
    count,
  ];
  table(
    [`the other ${endpoints - 1}`, 'p50 ms', 'p99 ms', 'webhooks'],
    [row('none hangs', without), row('one hangs', hanging)],
  );
  const each = ratios.map((value) => rounded(value, 2)).join(', ');
  console.log(`\np99 with one hanging / without: ${rounded(ratio, 2)} (turn by turn: ${each})`);
}

export function printBursts(bursts: readonly Burst[]): void {
  heading('Webhooks asked for all at once: how they drain, quarter by quarter');
  table(
    [
      'events',
      'of them',
      'webhooks',
      's',
      '1st',
      '2nd',
      '3rd',
      '4th per s',
      'DynamoDB requests',
      'write units',
      'requests, processor ms of the 2nd',
      'and of the 3rd third',
      '',
    ],
    bursts.map((burst) => [
      burst.name,
      burst.events,
      burst.webhooks,
      rounded(burst.seconds),
      ...burst.pace.map(Math.round),
      rounded(burst.perWebhook.tableRequests, 2),
      rounded(burst.perWebhook.writeUnits, 2),
      ...burst.thirds
        .slice(-2)
        .map(({ tableRequests, processorMs }) => `${rounded(tableRequests, 2)}, ${rounded(processorMs, 2)}`),
      slowsDown(burst.sixths) ? 'SLOWS DOWN' : '',
    ]),
  );
}
