import { beforeAll, describe, expect, test } from 'vitest';
import { LEASE_MS } from '../../shared/adapters/dynamo/lease.ts';
import { claimExpiry } from '../../shared/calls/call/claim.ts';
import {
  type Assembly,
  functionNamed,
  leadsTo,
  nameOf,
  openLocal,
  type Resource,
  statementsOf,
} from './support/synthesized.ts';

let local: Assembly;
beforeAll(async () => {
  local = await openLocal();
}, 120_000);

const alarms = (metric: string) =>
  local.all('AWS::CloudWatch::Alarm').filter(({ properties }) => properties.MetricName === metric);

describe('each queue', () => {
  const queues = () => local.all('AWS::SQS::Queue');
  const deadLetterQueues = () =>
    queues().flatMap(({ properties: { RedrivePolicy } }) =>
      RedrivePolicy ? [leadsTo(RedrivePolicy.deadLetterTargetArn)] : [],
    );
  const parking = () => queues().filter(({ id }) => id.startsWith('Parked'));

  test('is encrypted and talks TLS only', () => {
    const guarded = local
      .all('AWS::SQS::QueuePolicy')
      .filter(({ properties: { PolicyDocument } }) => {
        const [{ Effect, Condition }] = PolicyDocument.Statement;
        return Effect === 'Deny' && Condition.Bool['aws:SecureTransport'] === 'false';
      })
      .flatMap(({ properties }) => properties.Queues.map(leadsTo));
    for (const { id, properties } of queues()) {
      expect(properties.SqsManagedSseEnabled, id).toBe(true);
      expect(guarded).toContain(id);
    }
  });

  test('has dead letters or holds them', () => {
    const ends = [...deadLetterQueues(), ...parking().map(({ id }) => id)];
    expect(new Set(ends).size).toBe(2);
    for (const { id, properties } of queues())
      if (!ends.includes(id)) expect(properties.RedrivePolicy, id).toMatchObject({ maxReceiveCount: 5 });
  });

  test('of dead letters sounds an alarm at the first message', () => {
    const watched = alarms('ApproximateNumberOfMessagesVisible').map(({ properties }) => {
      expect(properties).toMatchObject({
        Threshold: 0,
        ComparisonOperator: 'GreaterThanThreshold',
        EvaluationPeriods: 1,
      });
      return leadsTo(properties.Dimensions[0].Value);
    });
    const ends = [...deadLetterQueues(), ...parking().map(({ id }) => id)];
    expect(watched.sort()).toEqual([...new Set(ends)].sort());
  });

  test('that is consumed sounds an alarm when its messages wait too long', () => {
    const watched = alarms('ApproximateAgeOfOldestMessage').map(({ properties }) => {
      expect(properties).toMatchObject({ Threshold: 1800, Statistic: 'Maximum', EvaluationPeriods: 1 });
      return leadsTo(properties.Dimensions[0].Value);
    });
    const worked = local
      .all('AWS::Lambda::EventSourceMapping')
      .map(({ properties }) => leadsTo(properties.EventSourceArn))
      .filter((id) => queues().some((queue) => queue.id === id))
      .filter((id) => !/^(?:Recoveries|Later)/.test(id));
    expect(watched.sort()).toEqual(worked.sort());
  });

  test('hides a message for at least six times the time its function may take', () => {
    const timeouts = new Map(
      local.all('AWS::Lambda::Function').map(({ id, properties }) => [id, Number(properties.Timeout)]),
    );
    const sources = local
      .all('AWS::Lambda::EventSourceMapping')
      .map(({ properties }) => properties)
      .filter(({ StartingPosition }) => StartingPosition === undefined);
    expect(sources).toHaveLength(8);
    for (const { EventSourceArn, FunctionName } of sources) {
      const queue = queues().find(({ id }) => id === leadsTo(EventSourceArn));
      const timeout = timeouts.get(leadsTo(FunctionName)) ?? Number.POSITIVE_INFINITY;
      expect(queue?.properties.VisibilityTimeout).toBeGreaterThanOrEqual(6 * timeout);
    }
  });
});

test.each([
  // Both last a minute, as their own tests say.
  ['deliver-webhook', 'an attempt or a place in line', 60_000],
  ['dial-call', 'a call', claimExpiry(new Date(0)).getTime()],
  ['keep-search', 'a lease', LEASE_MS],
])('%s ends before its claim to %s does', (name, _what, milliseconds) => {
  const { properties } = functionNamed(local.all('AWS::Lambda::Function'), name);
  expect(Number(properties.Timeout) * 1000).toBeLessThanOrEqual(milliseconds);
});

describe('the workers', () => {
  const sourceOf = (name: string) => {
    const { id } = functionNamed(local.all('AWS::Lambda::Function'), name);
    const sources = local.all('AWS::Lambda::EventSourceMapping').map(({ properties }) => properties);
    return sources.find(({ FunctionName }) => leadsTo(FunctionName) === id);
  };

  test('relay inserted events only, and try again until the stream forgets them', () => {
    const { FilterCriteria, DestinationConfig, ...source } = sourceOf('relay-events') ?? {};
    expect(FilterCriteria.Filters.map(({ Pattern }: { Pattern: string }) => JSON.parse(Pattern))).toEqual([
      { eventName: ['INSERT'], dynamodb: { NewImage: { entity: { S: ['event'] } } } },
    ]);
    expect(source).toMatchObject({
      StartingPosition: 'TRIM_HORIZON',
      BisectBatchOnFunctionError: true,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      MaximumRecordAgeInSeconds: 24 * 3600 - 600,
    });
    expect(source).not.toHaveProperty('MaximumRetryAttempts');
    // A bucket gets failed batches whole; a queue would only get their place in the stream.
    const buckets = local.all('AWS::S3::Bucket').map(({ id }) => id);
    const destination = leadsTo(DestinationConfig.OnFailure.Destination);
    expect(destination).toMatch(/^FailedBatches/);
    expect(buckets).toContain(destination);
  });

  test.each([
    ['dial-call', 10],
    ['deliver-webhook', 10],
    ['make-bookings', 10],
    ['keep-search', 10],
    ['relay-later', 10],
    ['recover-webhooks', 1],
    ['act-in-bulk', 1],
    ['write-export', 1],
  ])('%s takes up to %i messages, and gives back those that failed', (name, BatchSize) => {
    expect(sourceOf(name)).toMatchObject({
      BatchSize,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
    });
  });

  test('send to the queues that their work needs', () => {
    const targets = (name: string) =>
      statementsOf(local, name)
        .filter(({ actions }) => actions.includes('sqs:SendMessage'))
        .flatMap(({ resources }) => resources.map(leadsTo))
        .map((id) => id.replace(/Queue[0-9A-F]{8}$/, ''))
        .sort();
    const all = [
      'Bookings',
      'Bulk',
      'Calls',
      'Exports',
      'Later',
      'Parked',
      'Recoveries',
      'Search',
      'Webhooks',
    ];
    expect({
      'relay-events': targets('relay-events'),
      'relay-later': targets('relay-later'),
      'dial-call': targets('dial-call'),
      'deliver-webhook': targets('deliver-webhook'),
      'make-bookings': targets('make-bookings'),
      'keep-search': targets('keep-search'),
      'recover-webhooks': targets('recover-webhooks'),
      'act-in-bulk': targets('act-in-bulk'),
      'write-export': targets('write-export'),
      'sweep-due': targets('sweep-due'),
    }).toEqual({
      'relay-events': all,
      'relay-later': all,
      'dial-call': ['Calls', 'Later'],
      'deliver-webhook': ['Later', 'Webhooks'],
      'make-bookings': ['Later'],
      'keep-search': ['Later'],
      'recover-webhooks': ['Later', 'Recoveries', 'Webhooks'],
      'act-in-bulk': ['Bulk', 'Later'],
      'write-export': ['Exports', 'Later'],
      'sweep-due': ['Calls', 'Later', 'Parked', 'Webhooks'],
    });
  });

  test('that continue by their own messages may send them', () => {
    const loops = local
      .all('AWS::Lambda::Function')
      .filter(({ properties }) => properties.RecursiveLoop === 'Allow')
      .map(nameOf);
    expect(loops.toSorted()).toEqual([
      'act-in-bulk',
      'deliver-webhook',
      'dial-call',
      'recover-webhooks',
      'relay-later',
    ]);
  });

  test('sweep due work every minute', () => {
    const [rule, ...others] = local.all('AWS::Events::Rule');
    expect(others).toEqual([]);
    expect(rule?.properties).toMatchObject({ ScheduleExpression: 'rate(1 minute)', State: 'ENABLED' });
    expect(leadsTo(rule?.properties.Targets[0].Arn)).toBe(
      functionNamed(local.all('AWS::Lambda::Function'), 'sweep-due').id,
    );
  });

  test('sound an alarm when events wait for the relay', () => {
    expect(alarms('IteratorAge').map(({ properties }) => leadsTo(properties.Dimensions[0].Value))).toEqual([
      functionNamed(local.all('AWS::Lambda::Function'), 'relay-events').id,
    ]);
  });
});

/** The alarm on a metric, as far as it decides when it sounds. */
function alarmOn(metric: string): Record<string, unknown> {
  const found = local
    .all('AWS::CloudWatch::Alarm')
    .filter(({ properties }) => properties.MetricName === metric);
  expect(found, metric).toHaveLength(1);
  const {
    Namespace,
    Statistic,
    ExtendedStatistic,
    Threshold,
    EvaluationPeriods,
    TreatMissingData,
    Dimensions,
  } = (found[0] as Resource).properties;
  const dimensions = Object.fromEntries(
    Dimensions.map(({ Name, Value }: { Name: string; Value: unknown }) => [Name, Value]),
  );
  return {
    from: Namespace,
    above: `${Statistic ?? ExtendedStatistic} ${Threshold}`,
    periods: EvaluationPeriods,
    silence: TreatMissingData,
    dimensions,
  };
}

describe('an alarm sounds', () => {
  const mapping = () => {
    const all = local.all('AWS::Lambda::EventSourceMapping');
    return all.find(({ properties }) => properties.StartingPosition !== undefined);
  };

  test.each(['OnFailureDestinationDeliveredEventCount', 'DroppedEventCount'])(
    'at the first event that the relay gives up: %s',
    (metric) => {
      const { dimensions, ...alarm } = alarmOn(metric);
      expect(alarm).toEqual({ from: 'AWS/Lambda', above: 'Sum 0', periods: 1, silence: 'notBreaching' });
      expect(leadsTo((dimensions as Record<string, object>).EventSourceMappingUUID ?? {})).toBe(
        mapping()?.id,
      );
      expect(mapping()?.properties.MetricsConfig).toEqual({ Metrics: ['EventCount'] });
    },
  );

  test('when half of all webhooks take over a minute for a quarter of an hour', () => {
    expect(alarmOn('CommitToRequest')).toEqual({
      from: 'Recado',
      above: 'p50 60000',
      periods: 3,
      silence: 'notBreaching',
      dimensions: { stage: 'local' },
    });
  });

  test('when many endpoints are disabled at once for failing', () => {
    expect(alarmOn('WebhookEndpointDisabled')).toEqual({
      from: 'Recado',
      above: 'Sum 5',
      periods: 1,
      silence: 'notBreaching',
      dimensions: { stage: 'local', reason: 'failing' },
    });
  });

  test('when a voice agent’s settings delay calls', () => {
    expect(alarmOn('VoiceAgentFault')).toEqual({
      from: 'Recado',
      above: 'Sum 0',
      periods: 1,
      silence: 'notBreaching',
      dimensions: { stage: 'local' },
    });
  });

  test('when something waits for a newer release for over an hour', () => {
    expect(alarmOn('LaterAge')).toEqual({
      from: 'Recado',
      above: 'Maximum 3600',
      periods: 1,
      silence: 'notBreaching',
      dimensions: { stage: 'local' },
    });
  });

  test('when due work waits, and when the sweep does not report at all', () => {
    expect(alarmOn('DueLag')).toEqual({
      from: 'Recado',
      above: 'Maximum 300',
      periods: 2,
      silence: 'breaching',
      dimensions: { stage: 'local' },
    });
  });
});

test('the dashboard shows each stage of the way from a request to its webhook', () => {
  const [dashboard, ...others] = local.all('AWS::CloudWatch::Dashboard');
  expect(others).toEqual([]);
  const body = JSON.stringify(dashboard?.properties.DashboardBody);
  for (const metric of [
    'Latency',
    'IteratorAge',
    'DroppedEventCount',
    'ApproximateAgeOfOldestMessage',
    'CallEnded',
    'WebhookAttempt',
    'CommitToRequest',
    'WebhookEndpointDisabled',
    'VoiceAgentFault',
    'DueLag',
  ])
    expect(body).toContain(metric);
});

test('each function waits for the policy of its role, and names nothing else that it has to wait for', () => {
  for (const [name, template] of local.stacks) {
    const { Resources } = template.toJSON() as {
      Resources: Record<string, { Type: string; DependsOn?: string[] }>;
    };
    for (const [id, { Type, DependsOn }] of Object.entries(Resources))
      if (Type === 'AWS::Lambda::Function')
        expect(
          DependsOn?.map((one) => Resources[one]?.Type),
          `${name}/${id}`,
        ).toEqual(['AWS::IAM::Policy']);
  }
});
