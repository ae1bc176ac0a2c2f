import { Duration } from 'aws-cdk-lib';
import type { IHttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { Dashboard, GraphWidget, type IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import type { Stage } from '../stage.ts';
import type { DeadLetters, WorkQueue } from './work-queue.ts';

export interface Watched {
  api: IHttpApi;
  relay: IFunction;
  queues: Readonly<Record<string, WorkQueue>>;
  parked: DeadLetters;
}

const MINUTE = { period: Duration.minutes(1) };

/** One page that tells whether requests are answered, events move on and messages are worked off. */
export function addDashboard(scope: Construct, stage: Stage, { api, relay, queues, parked }: Watched): void {
  const graph = (title: string, left: IMetric[]) => new GraphWidget({ title, left, width: 12 });
  const each = (metric: (queue: WorkQueue, label: string) => IMetric) =>
    Object.entries(queues).map(([name, queue]) => metric(queue, name));
  const deepest = { ...MINUTE, statistic: 'Maximum' };
  new Dashboard(scope, 'Dashboard', {
    dashboardName: `recado-${stage.name}`,
    defaultInterval: Duration.hours(3),
    widgets: [
      [
        graph('Requests', [
          api.metricCount({ ...MINUTE, statistic: 'Sum', label: 'all' }),
          api.metricClientError({ ...MINUTE, statistic: 'Sum', label: '4xx' }),
          api.metricServerError({ ...MINUTE, statistic: 'Sum', label: '5xx' }),
        ]),
        graph('Latency (ms)', [
          api.metricLatency({ ...MINUTE, statistic: 'p50', label: 'p50' }),
          api.metricLatency({ ...MINUTE, statistic: 'p99', label: 'p99' }),
        ]),
      ],
      [
        graph('Oldest event before the relay (ms)', [
          relay.metric('IteratorAge', { ...deepest, label: 'age' }),
        ]),
        graph(
          'Oldest message (s)',
          each(({ queue }, label) => queue.metricApproximateAgeOfOldestMessage({ ...deepest, label })),
        ),
      ],
      [
        graph(
          'Messages waiting',
          each(({ queue }, label) => queue.metricApproximateNumberOfMessagesVisible({ ...deepest, label })),
        ),
        graph('Dead letters', [
          ...each(({ deadLetters }, label) =>
            deadLetters.queue.metricApproximateNumberOfMessagesVisible({ ...deepest, label }),
          ),
          parked.queue.metricApproximateNumberOfMessagesVisible({ ...deepest, label: 'parked' }),
        ]),
      ],
    ],
  });
}
