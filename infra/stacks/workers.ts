import { Duration, Fn, Stack, type StackProps } from 'aws-cdk-lib';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction as LambdaTarget } from 'aws-cdk-lib/aws-events-targets';
import { FilterCriteria, FilterRule, MetricType, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { DynamoEventSource, SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import type { Construct } from 'constructs';
import { EVENT_ENTITY } from '../../shared/events/event.ts';
import { FailedBatches } from '../constructs/alarms/failed-batches.ts';
import type { Grant } from '../constructs/base/grant.ts';
import { sharedValue } from '../constructs/base/shared-value.ts';
import { mostAtOnce, relaysPerShard } from '../constructs/concurrency.ts';
import { addDashboard } from '../constructs/dashboard.ts';
import { addLogQueries, workerLogs } from '../constructs/log-queries.ts';
import { addPipelineAlarms } from '../constructs/pipeline-alarms.ts';
import { placesGrant } from '../constructs/places.ts';
import { type CommonSettings, RecadoFunction } from '../constructs/recado-function.ts';
import type { WorkQueue } from '../constructs/work-queue.ts';
import { WORKER_MEMORY_MB, WORKER_TIMEOUTS, type WorkerName } from '../constructs/worker.ts';
import type { DataStack } from './data.ts';

/** A little less than the day that a stream remembers, so that a batch given up on can still be stored whole. */
const RETRY_FOR = Duration.minutes(24 * 60 - 10);

interface WorkersSettings extends CommonSettings {
  /** For the dashboard. */
  apiId: string;
  accessLogName: string;
}

/** The workers behind the API: the relay on the table's stream, the consumers of the queues, and the sweep. */
export class WorkersStack extends Stack {
  /** With commas between. */
  readonly workerLogNames: string;

  constructor(
    scope: Construct,
    id: string,
    data: DataStack,
    { apiId, accessLogName, ...common }: WorkersSettings,
    props: StackProps,
  ) {
    super(scope, id, props);
    const { alarms, table, calls, webhooks, recoveries, exports, bookings, bulk, search, later } = data;
    const { storedFiles, deadLetters, parked, secretsKey } = data;
    const worker = (name: WorkerName, uses: readonly Grant[], loops = false) =>
      new RecadoFunction(this, name, {
        ...{ ...common, name, uses, loops },
        ...{ timeout: WORKER_TIMEOUTS[name], memoryMb: WORKER_MEMORY_MB[name] },
      }).lambda;

    const relaying = [
      table.writing(),
      ...[calls, webhooks, recoveries, exports, bookings, bulk, search, later, parked].map((queue) =>
        queue.sending(),
      ),
    ];
    const relay = worker('relay-events', relaying);
    const stream = new DynamoEventSource(table.from(this), {
      startingPosition: StartingPosition.TRIM_HORIZON,
      filters: [
        FilterCriteria.filter({
          eventName: FilterRule.isEqual('INSERT'),
          dynamodb: { NewImage: { entity: { S: FilterRule.isEqual(EVENT_ENTITY) } } },
        }),
      ],
      batchSize: 100,
      // Order matters within one order only, and events are numbered there.
      parallelizationFactor: relaysPerShard(common.stage.accountConcurrency),
      bisectBatchOnError: true,
      reportBatchItemFailures: true,
      maxRecordAge: RETRY_FOR,
      onFailure: new FailedBatches(this, 'FailedBatches', common.stage).destination(),
      metricsConfig: { metrics: [MetricType.EVENT_COUNT] },
    });
    relay.addEventSource(stream);

    const consume = (
      name: WorkerName,
      queue: WorkQueue,
      uses: readonly Grant[],
      { batchSize = 10, loops = true }: { batchSize?: number; loops?: boolean } = {},
    ) =>
      worker(name, uses, loops).addEventSource(
        new SqsEventSource(queue.from(this), {
          batchSize,
          reportBatchItemFailures: true,
          maxConcurrency: mostAtOnce(name, common.stage.accountConcurrency),
        }),
      );
    consume('dial-call', calls, [
      table.writing(),
      calls.sending(),
      later.sending(),
      secretsKey.opening('voice-agent'),
      secretsKey.opening('whatsapp'),
    ]);
    consume('deliver-webhook', webhooks, [
      table.writing(),
      webhooks.sending(),
      later.sending(),
      secretsKey.opening('webhook-endpoint'),
    ]);
    consume('relay-later', later, relaying);
    consume('make-bookings', bookings, [table.writing(), later.sending(), placesGrant(common.stage, this)], {
      loops: false,
    });
    consume('keep-search', search, [table.keepingSearch(), later.sending()], { loops: false });
    // One page after the other of one job at a time.
    consume(
      'recover-webhooks',
      recoveries,
      [table.writing(), webhooks.sending(), recoveries.sending(), later.sending()],
      { batchSize: 1 },
    );
    // Likewise.
    consume(
      'act-in-bulk',
      bulk,
      [table.writing(), bulk.sending(), later.sending(), placesGrant(common.stage, this)],
      { batchSize: 1 },
    );
    // One file at a time: each takes as long as there are orders. It tries again for recordings that it could not fetch.
    consume(
      'write-export',
      exports,
      [
        table.writing(),
        exports.sending(),
        later.sending(),
        storedFiles.writing(this, ['exports', 'recordings']),
        secretsKey.opening('voice-agent'),
      ],
      { batchSize: 1, loops: false },
    );

    const sweep = worker('sweep-due', [
      table.sweeping(),
      calls.sending(),
      webhooks.sending(),
      later.sending(),
      parked.sending(),
    ]);
    new Rule(this, 'EveryMinute', {
      schedule: Schedule.rate(Duration.minutes(1)),
      // The next minute's sweep does what a failed one did not.
      targets: [new LambdaTarget(sweep, { retryAttempts: 0, maxEventAge: Duration.minutes(1) })],
    });

    const webhook = common.stage.alarms?.webhook;
    if (webhook !== undefined)
      alarms.tell(this, worker('post-alarm', [{ statements: [], environment: { ALARM_WEBHOOK: webhook } }]));

    const pipeline = { relay, streamMappingId: stream.eventSourceMappingId };
    addPipelineAlarms(this, common.stage, alarms, pipeline);
    addLogQueries(this, common.stage, data.accountId);
    const logNames = workerLogs(this).map(({ logGroupName }) => logGroupName);
    this.workerLogNames = sharedValue(this, common.stage, 'worker-log-names', Fn.join(',', logNames));
    addDashboard(this, common.stage, {
      ...pipeline,
      apiId,
      accessLogName,
      queues: { calls, webhooks, recoveries, exports, bookings, bulk, search, later },
      deadLetters: { 'dead letters': deadLetters, parked },
    });
  }
}
