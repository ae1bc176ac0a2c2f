import { Duration } from 'aws-cdk-lib';
import type { IHttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { Dashboard, GraphWidget, type IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import type { MetricName } from '../../shared/adapters/logging/metrics.ts';
import { callOutcomes } from '../../shared/calls/telephony/port/port.ts';
import { webhookDeliveryStatuses } from '../../shared/webhooks/deliveries/webhook-delivery.ts';
import { disabledReasons } from '../../shared/webhooks/endpoints/endpoint.ts';
import { countOfSource, givenUp, ownMetric } from './metrics.ts';
import type { Stage } from './stage.ts';
import type { DeadLetters, WorkQueue } from './work-queue.ts';

export interface Watched {
  api: IHttpApi;
  relay: IFunction;
  /** Of the event source that feeds the relay. */
  streamMappingId: string;
  queues: Readonly<Record<string, WorkQueue>>;
  parked: DeadLetters;
}

const ATTEMPT_OUTCOMES = [...webhookDeliveryStatuses, 'claim_lost'];

const MINUTE = { period: Duration.minutes(1) };

/** One page that shows whether requests are answered, events are relayed and messages are processed. */
export function addDashboard(
  scope: Construct,
  stage: Stage,
  { api, relay, streamMappingId, queues, parked }: Watched,
): void {
  const graph = (title: string, left: IMetric[]) => new GraphWidget({ title, left, width: 12 });
  const each = (metric: (queue: WorkQueue, label: string) => IMetric) =>
    Object.entries(queues).map(([name, queue]) => metric(queue, name));
  const deepest = { ...MINUTE, statistic: 'Maximum' };
  const byDimension = (name: MetricName, dimension: string, values: readonly string[]) =>
    values.map((label) =>
      ownMetric(stage, name, { ...MINUTE, statistic: 'Sum', label, dimensions: { [dimension]: label } }),
    );
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
          ...Object.entries(givenUp).map(([label, metric]) =>
            countOfSource(streamMappingId, metric, { ...MINUTE, label: `events ${label}` }),
          ),
        ]),
      ],
      [
        graph('Calls that ended', byDimension('CallEnded', 'outcome', callOutcomes)),
        graph('Webhook attempts', byDimension('WebhookAttempt', 'outcome', ATTEMPT_OUTCOMES)),
      ],
      [
        graph(
          'From the commit of an event to its first request (ms)',
          ['p50', 'p99'].map((statistic) =>
            ownMetric(stage, 'CommitToRequest', { ...MINUTE, statistic, label: statistic }),
          ),
        ),
        graph('Webhook endpoints that were disabled', [
          ...byDimension('WebhookEndpointDisabled', 'reason', disabledReasons),
        ]),
      ],
      [
        graph('Longest that due work waited for the sweep (s)', [
          ownMetric(stage, 'DueLag', { ...deepest, label: 'lag' }),
        ]),
      ],
    ],
  });
}
