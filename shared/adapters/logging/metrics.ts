export type MetricUnit = 'Count' | 'Milliseconds' | 'Seconds';

/** All metrics; alarms and dashboards refer to them by these names. */
export type MetricName =
  | 'RequestFailed'
  | 'RateLimited'
  | 'CallEnded'
  | 'VoiceAgentFault'
  | 'WebhookAttempt'
  | 'WebhookHeld'
  | 'WebhookWaiting'
  | 'WebhookEndpointDisabled'
  | 'WebhookRecovered'
  | 'CommitToRequest'
  | 'DueLag'
  | 'LaterAge'
  | 'MessageFailed';

export const METRIC_NAMESPACE = 'Recado';

export interface Metric {
  name: MetricName;
  value?: number;
  unit?: MetricUnit;
  /** Few, with few values each: every combination is billed as a metric of its own. Never a tenant or an order. */
  dimensions?: Record<string, string>;
}

/**
 * Writes a metric as a log line that CloudWatch reads as one (embedded metric format), so that no request waits for
 * another. Namespace `Recado`; the stage is a dimension of each. A local run has no CloudWatch and writes none.
 *
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export function recordMetric(
  { name, value = 1, unit = 'Count', dimensions = {} }: Metric,
  write: ((line: string) => void) | undefined = writeLine,
): void {
  const stage = process.env.STAGE ?? 'local';
  if (stage === 'local') return;
  const all: Record<string, string> = { stage, ...dimensions };
  const definition = {
    Namespace: METRIC_NAMESPACE,
    Dimensions: [Object.keys(all)],
    Metrics: [{ Name: name, Unit: unit }],
  };
  write(
    JSON.stringify({
      _aws: { Timestamp: Date.now(), CloudWatchMetrics: [definition] },
      ...all,
      [name]: value,
    }),
  );
}

const writeLine = (line: string): void => {
  process.stdout.write(`${line}\n`);
};
