import { Duration } from 'aws-cdk-lib';
import { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import {
  Dashboard,
  GraphWidget,
  type IMetric,
  LogQueryVisualizationType,
  LogQueryWidget,
  Metric,
} from 'aws-cdk-lib/aws-cloudwatch';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import type { MetricName } from '../../shared/adapters/logging/metrics.ts';
import { callOutcomes } from '../../shared/calls/telephony/port/outcomes.ts';
import { webhookDeliveryStatuses } from '../../shared/webhooks/deliveries/webhook-delivery.ts';
import { disabledReasons } from '../../shared/webhooks/endpoints/endpoint.ts';
import { countOfSource, givenUp, ofFunctions, ownMetric } from './alarms/metrics.ts';
import type { Stage } from './base/stage.ts';
import type { DeadLetters, WorkQueue } from './work-queue.ts';

export interface Watched {
  apiId: string;
  accessLogName: string;
  relay: IFunction;
  /** Of the event source that feeds the relay. */
  streamMappingId: string;
  queues: Readonly<Record<string, WorkQueue>>;
  deadLetters: Readonly<Record<string, DeadLetters>>;
}

const ATTEMPT_OUTCOMES = [...webhookDeliveryStatuses, 'claim_lost'];

const MINUTE = { period: Duration.minutes(1) };

/** The first segment of a path shows the dialect. */
const BY_DIALECT = [
  'filter status > 0',
  'parse route / \\/(?<path>[a-z0-9]+)/',
  'stats count(*) as requests, sum(status >= 500) as failed, sum(status >= 400 and status < 500) as refused, pct(latencyMs, 50) as p50, pct(latencyMs, 99) as p99 by path',
  'sort requests desc',
];

/** One page that shows whether requests are answered, events are relayed and messages are processed. */
export function addDashboard(scope: Construct, stage: Stage, watched: Watched): void {
  const { apiId, accessLogName, relay, streamMappingId, queues, deadLetters } = watched;
  const api = HttpApi.fromHttpApiAttributes(scope, 'WatchedApi', { httpApiId: apiId });
  const graph = (title: string, left: IMetric[]) => new GraphWidget({ title, left, width: 12 });
  const deepest = { ...MINUTE, statistic: 'Maximum' };
  const ofApi = (metricName: string, look: { statistic: string; label: string }) =>
    new Metric({
      namespace: 'AWS/ApiGateway',
      metricName,
      dimensionsMap: { ApiId: api.apiId },
      ...MINUTE,
      ...look,
    });
  const ofQueues = (metricName: string, of: Readonly<Record<string, { name: string }>> = queues) =>
    Object.entries(of).map(
      ([label, { name }]) =>
        new Metric({
          namespace: 'AWS/SQS',
          metricName,
          dimensionsMap: { QueueName: name },
          ...deepest,
          label,
        }),
    );
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
          ofApi('Count', { statistic: 'Sum', label: 'all' }),
          ofApi('4xx', { statistic: 'Sum', label: '4xx' }),
          ofApi('5xx', { statistic: 'Sum', label: '5xx' }),
        ]),
        graph('Latency (ms)', [
          ofApi('Latency', { statistic: 'p50', label: 'p50' }),
          ofApi('Latency', { statistic: 'p99', label: 'p99' }),
        ]),
      ],
      [
        new LogQueryWidget({
          title: 'By dialect: requests, failures, latency (ms)',
          logGroupNames: [accessLogName],
          view: LogQueryVisualizationType.TABLE,
          queryLines: BY_DIALECT,
          width: 24,
        }),
      ],
      [
        graph('Functions running at once, and refused', [
          new Metric({ ...ofFunctions('ConcurrentExecutions', 'Maximum'), label: 'running' }),
          new Metric({ ...ofFunctions('Throttles', 'Sum'), label: 'refused' }),
          new Metric({ ...ofFunctions('Errors', 'Sum'), label: 'failed' }),
        ]),
        graph('Oldest event before the relay (ms)', [
          relay.metric('IteratorAge', { ...deepest, label: 'age' }),
        ]),
      ],
      [
        graph('Oldest waiting work of each queue (s)', ofQueues('ApproximateAgeOfOldestMessage')),
        graph('Longest that other work waited (s)', [
          ownMetric(stage, 'DueLag', { ...deepest, label: 'due work' }),
          ownMetric(stage, 'LaterAge', { ...deepest, label: 'what a newer release wrote' }),
        ]),
      ],
      [
        graph('Messages waiting', ofQueues('ApproximateNumberOfMessagesVisible')),
        graph('Dead letters', [
          ...ofQueues('ApproximateNumberOfMessagesVisible', deadLetters),
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
        graph('Dials that wait for settings to be mended', [
          ownMetric(stage, 'VoiceAgentFault', { ...MINUTE, statistic: 'Sum', label: 'faults' }),
        ]),
      ],
    ],
  });
}
