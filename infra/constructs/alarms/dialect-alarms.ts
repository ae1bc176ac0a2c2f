import { FilterPattern, type LogGroup, MetricFilter } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { METRIC_NAMESPACE } from '../../../shared/adapters/logging/metrics.ts';
import type { DialectName } from '../../../shared/base/dialect-name.ts';
import type { Stage } from '../base/stage.ts';
import { ALARM_PERIOD, type Alarms } from './alarms.ts';

/** The dialects whose callers are other people's systems: each has an alarm of its own. */
const WATCHED: Partial<Record<DialectName, string>> = {
  confirmation: '/api/v1/',
  orders: '/v1/',
  delivery: '/v2/',
  intake: '/hooks/',
  callbacks: '/callbacks/',
};

/**
 * Alarms on requests that a dialect answered with 5xx, timeouts and crashes of its functions included. They are counted in
 * the access log, which costs nothing while none fails.
 */
export function addDialectAlarms(scope: Construct, stage: Stage, alarms: Alarms, accessLog: LogGroup): void {
  for (const [dialect, path] of Object.entries(WATCHED)) {
    const filter = new MetricFilter(scope, `Failed-${dialect}`, {
      logGroup: accessLog,
      filterPattern: FilterPattern.all(
        FilterPattern.stringValue('$.status', '=', '5*'),
        FilterPattern.stringValue('$.route', '=', `* ${path}*`),
      ),
      metricNamespace: METRIC_NAMESPACE,
      metricName: `RequestFailed-${stage.name}-${dialect}`,
    });
    alarms.when(scope, `Failing-${dialect}`, {
      metric: filter.metric({ period: ALARM_PERIOD, statistic: 'Sum' }),
      means: `Requests in the ${dialect} dialect fail with 5xx: the access log names their routes, and the logs of these routes’ functions say why.`,
    });
  }
}
