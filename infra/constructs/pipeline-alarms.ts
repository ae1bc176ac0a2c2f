import { Duration } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import type { DisabledReason } from '../../shared/webhooks/endpoints/endpoint.ts';
import { ALARM_PERIOD, type Alarms } from './alarms/alarms.ts';
import { countOfSource, givenUp, ofFunctions, ownMetric } from './alarms/metrics.ts';
import type { Stage } from './base/stage.ts';

/** Longer than a healthy relay is ever behind. */
const RELAY_LATE = Duration.minutes(5);

/** Half of all events take a second or two to their receivers. */
const WEBHOOKS_LATE = Duration.minutes(1);

/** Receivers fail one by one; when this many are disabled together, the fault is probably ours. */
const MANY_ENDPOINTS = 5;
const FAILING: DisabledReason = 'failing';

/** Due work waits for the next minute at most. */
const SWEEP_LATE = Duration.minutes(5);

/** A release that is on its way is there by then. */
const LATER_LATE = Duration.hours(1);

/** Longer than the quarter of an hour between two tries, so that it sounds for as long as something waits. */
const LATER_PERIOD = Duration.minutes(20);

interface Pipeline {
  relay: IFunction;
  /** Of the event source that feeds the relay. */
  streamMappingId: string;
}

/** Alarms on what no single function or queue shows: that events, webhooks and due work move on, and in time. */
export function addPipelineAlarms(
  scope: Construct,
  stage: Stage,
  alarms: Alarms,
  { relay, streamMappingId }: Pipeline,
): void {
  alarms.when(scope, 'FunctionsFail', {
    metric: new Metric({ ...ofFunctions('Errors', 'Sum'), period: ALARM_PERIOD }),
    means:
      'Functions fail: the saved query `what failed` names them and why. What they worked on is tried again.',
  });
  alarms.when(scope, 'FunctionsRefused', {
    metric: new Metric({ ...ofFunctions('Throttles', 'Sum'), period: ALARM_PERIOD }),
    means:
      'The account runs as many functions at once as it may: raise the quota of concurrent executions, and tell the stage of it (`accountConcurrency`).',
  });
  alarms.when(scope, 'RelayLate', {
    metric: relay.metric('IteratorAge', { period: ALARM_PERIOD, statistic: 'Maximum' }),
    exceeds: RELAY_LATE.toMilliseconds(),
    means: 'Events wait for the relay: webhooks and calls are late. After a day they would be given up on.',
  });
  const ofStream = (metric: string) => countOfSource(streamMappingId, metric, { period: ALARM_PERIOD });
  alarms.when(scope, 'EventsStored', {
    metric: ofStream(givenUp.stored),
    means:
      'The relay failed on events for a day: the bucket of failed batches holds them. Mend it, then replay them.',
  });
  alarms.when(scope, 'EventsLost', {
    metric: ofStream(givenUp.lost),
    means:
      'The relay failed on events for a day, and they could not be stored: their orders have them still.',
  });
  alarms.when(scope, 'WebhooksLate', {
    metric: ownMetric(stage, 'CommitToRequest', { period: ALARM_PERIOD, statistic: 'p50' }),
    exceeds: WEBHOOKS_LATE.toMilliseconds(),
    periods: 3,
    means:
      'Webhooks go out late to receivers that are well: see the age of the relay and of the webhooks queue.',
  });
  alarms.when(scope, 'EndpointsDisabled', {
    metric: ownMetric(stage, 'WebhookEndpointDisabled', {
      period: ALARM_PERIOD,
      statistic: 'Sum',
      dimensions: { reason: FAILING },
    }),
    exceeds: MANY_ENDPOINTS,
    means: 'Many webhook endpoints were disabled at once: can functions reach the internet?',
  });
  alarms.when(scope, 'VoiceAgentFaults', {
    metric: ownMetric(stage, 'VoiceAgentFault', { period: ALARM_PERIOD, statistic: 'Sum' }),
    means:
      'Calls wait because of a provider’s settings, which no retry mends: the tenant’s voiceAgentFault says what is wrong.',
  });
  alarms.when(scope, 'LaterLate', {
    metric: ownMetric(stage, 'LaterAge', { period: LATER_PERIOD, statistic: 'Maximum' }),
    exceeds: LATER_LATE.toSeconds(),
    means: 'The later queue holds records of a newer release: finish its deployment, or deploy it again.',
  });
  alarms.when(scope, 'SweepLate', {
    metric: ownMetric(stage, 'DueLag', { period: ALARM_PERIOD, statistic: 'Maximum' }),
    exceeds: SWEEP_LATE.toSeconds(),
    periods: 2,
    silence: 'is failure',
    means: 'Due work waits, or the sweep does not run: late calls and retries stay where they are.',
  });
}
