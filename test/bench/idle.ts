import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { recado } from '../../infra/recado.ts';
import { heading, table } from './report/report.ts';

/** What the resources of a template take in a month in which nobody does anything. USD, us-east-1, November 2026. */
export interface IdleCost {
  lines: { what: string; amount: number; usd: number }[];
  usd: number;
  /** Metrics that alarms look at, each of which has its price. */
  alarmMetrics: number;
}

/** Of the synthesized stacks: type and properties. */
export interface PricedResource {
  type: string;
  properties: Record<string, unknown>;
}

const MINUTES = 30 * 24 * 60;

/** Lambda reads a queue with five long polls of 20 s each at the same time (AWS Lambda, "Polling and batching"). */
const POLLS_A_MONTH = 5 * (MINUTES * 3);

/** As the sweep reads each minute: a query of each of its partitions, which finds nothing and takes half a unit. */
const SWEEP_UNITS = 8 * 0.5;

/** The public price list less what is free always, not only in an account's first year. */
const PRICES = {
  alarmMetric: { usd: 0.1, free: 10 },
  dashboard: { usd: 3, free: 3 },
  secret: { usd: 0.4, free: 0 },
  key: { usd: 1, free: 0 },
  queueRequest: { usd: 0.4 / 1e6, free: 1e6 },
  invocation: { usd: 0.2 / 1e6, free: 1e6 },
  gigabyteSecond: { usd: 0.0000133334, free: 400_000 },
  readUnit: { usd: 0.125 / 1e6, free: 0 },
  trace: { usd: 5 / 1e6, free: 100_000 },
  detailedMetric: { usd: 0.3, free: 10 },
} as const;

/** A sweep that finds nothing takes a tenth of a second of half a gigabyte. */
const SWEEP_GIGABYTE_SECONDS = 0.1 * 0.5;

export function idleCost(resources: readonly PricedResource[]): IdleCost {
  const of = (type: string) => resources.filter((resource) => resource.type === type);
  const alarmMetrics = of('AWS::CloudWatch::Alarm').reduce(
    (sum, { properties }) => sum + (Array.isArray(properties.Metrics) ? properties.Metrics.length : 1),
    0,
  );
  const queues = of('AWS::Lambda::EventSourceMapping').filter(
    ({ properties }) => properties.StartingPosition === undefined,
  ).length;
  const sweeps = of('AWS::Events::Rule').length * MINUTES;
  const isTraced = of('AWS::Lambda::Function').some(
    ({ properties }) => (properties.TracingConfig as { Mode?: string } | undefined)?.Mode === 'Active',
  );
  const hasDetails = of('AWS::ApiGatewayV2::Stage').some(
    ({ properties }) =>
      (properties.DefaultRouteSettings as { DetailedMetricsEnabled?: boolean } | undefined)
        ?.DetailedMetricsEnabled === true,
  );
  const used: [what: string, price: keyof typeof PRICES, amount: number][] = [
    ['metrics in alarms', 'alarmMetric', alarmMetrics],
    ['dashboards', 'dashboard', of('AWS::CloudWatch::Dashboard').length],
    ['secrets', 'secret', of('AWS::SecretsManager::Secret').length],
    ['keys', 'key', of('AWS::KMS::Key').length],
    ['polls of empty queues', 'queueRequest', queues * POLLS_A_MONTH],
    ['invocations of the sweep', 'invocation', sweeps],
    ['gigabyte-seconds of the sweep', 'gigabyteSecond', sweeps * SWEEP_GIGABYTE_SECONDS],
    ['read units of the sweep', 'readUnit', sweeps * SWEEP_UNITS],
    ['traces', 'trace', isTraced ? sweeps : 0],
    ['detailed metrics of routes', 'detailedMetric', hasDetails ? of('AWS::ApiGatewayV2::Route').length : 0],
  ];
  const lines = used.map(([what, price, amount]) => {
    const { usd, free } = PRICES[price];
    return { what, amount, usd: Math.max(0, amount - free) * usd };
  });
  return { lines, usd: lines.reduce((sum, line) => sum + line.usd, 0), alarmMetrics };
}

/** The most that a month of a stage without any use may cost, and the metrics that its alarms may look at. */
export const MOST_IDLE_USD = 4.5;
export const MOST_ALARM_METRICS = 25;

/** Of the stage `prod`, as it would be deployed. */
export async function measureIdle(): Promise<IdleCost> {
  const outdir = mkdtempSync(join(tmpdir(), 'recado-idle-'));
  try {
    const app = await recado({ outdir, context: { stage: 'prod' } });
    return idleCost(
      app.synth().stacks.flatMap(({ template }) =>
        Object.values(
          (
            template as {
              Resources: Record<string, { Type: string; Properties?: Record<string, unknown> }>;
            }
          ).Resources,
        ).map(({ Type, Properties = {} }) => ({ type: Type, properties: Properties })),
      ),
    );
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

/** @throws Error when a stage that nobody uses costs more than it may */
export function printIdle({ lines, usd, alarmMetrics }: IdleCost): void {
  heading('A month of the stage prod in which nobody does anything, less what is free always');
  table(
    ['', 'in a month', 'USD'],
    lines.map(({ what, amount, usd: price }) => [what, Math.round(amount), price.toFixed(2)]),
  );
  console.log(
    `\n${usd.toFixed(2)} USD of ${MOST_IDLE_USD}, ${alarmMetrics} metrics in alarms of ${MOST_ALARM_METRICS}`,
  );
  if (usd > MOST_IDLE_USD || alarmMetrics > MOST_ALARM_METRICS)
    throw new Error('An idle stage costs more than it may');
}
