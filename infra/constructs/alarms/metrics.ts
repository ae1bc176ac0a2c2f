import { Duration } from 'aws-cdk-lib';
import { type IMetric, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { METRIC_NAMESPACE, type MetricName } from '../../../shared/adapters/logging/metrics.ts';
import type { Stage } from '../base/stage.ts';

/** A metric that functions record. */
export function ownMetric(
  stage: Stage,
  metricName: MetricName,
  {
    dimensions,
    ...look
  }: { period: Duration; statistic: string; label?: string; dimensions?: Record<string, string> },
): IMetric {
  const dimensionsMap = { stage: stage.name, ...dimensions };
  return new Metric({ namespace: METRIC_NAMESPACE, metricName, dimensionsMap, ...look });
}

/** Stream events that Lambda gave up on: it stores them whole, or loses them. */
export const givenUp = {
  stored: 'OnFailureDestinationDeliveredEventCount',
  lost: 'DroppedEventCount',
} as const;

/** A count of events that an event source took. */
export const countOfSource = (
  mappingId: string,
  metricName: string,
  look: { period: Duration; label?: string },
): IMetric =>
  new Metric({
    namespace: 'AWS/Lambda',
    metricName,
    dimensionsMap: { EventSourceMappingUUID: mappingId },
    statistic: 'Sum',
    ...look,
  });

/** A metric of Lambda over all functions of the account in the region; those of one function are not alarmed on. */
export const ofFunctions = (
  metricName: 'Errors' | 'Throttles' | 'ConcurrentExecutions',
  statistic: string,
) => ({
  namespace: 'AWS/Lambda',
  metricName,
  statistic,
  period: Duration.minutes(1),
});
