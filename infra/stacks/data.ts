import { Aws, CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { AdminKey } from '../constructs/admin-key.ts';
import { Alarms } from '../constructs/alarms/alarms.ts';
import { sharedValue } from '../constructs/base/shared-value.ts';
import type { Stage } from '../constructs/base/stage.ts';
import { OrderTable } from '../constructs/order-table.ts';
import { SecretsKey } from '../constructs/secrets-key.ts';
import { StoredFiles } from '../constructs/stored-files.ts';
import { DeadLetters, WorkQueue } from '../constructs/work-queue.ts';
import { WORKER_TIMEOUTS } from '../constructs/worker.ts';

/** Everything with state: the table, the queues, the files, the keys. Every other stack can be replaced without loss. */
export class DataStack extends Stack {
  readonly alarms: Alarms;
  readonly table: OrderTable;
  readonly calls: WorkQueue;
  readonly webhooks: WorkQueue;
  readonly recoveries: WorkQueue;
  readonly exports: WorkQueue;
  readonly bookings: WorkQueue;
  readonly search: WorkQueue;
  readonly bulk: WorkQueue;
  readonly later: WorkQueue;
  readonly storedFiles: StoredFiles;
  readonly deadLetters: DeadLetters;
  readonly parked: DeadLetters;
  readonly adminKey: AdminKey;
  readonly secretsKey: SecretsKey;
  readonly accountId: string;

  constructor(scope: Construct, id: string, stage: Stage, props: StackProps) {
    super(scope, id, props);
    this.alarms = new Alarms(this, 'Alarms', stage);
    this.table = new OrderTable(this, 'Orders', stage);
    const watched = { stage, alarms: this.alarms };
    this.deadLetters = new DeadLetters(this, 'DeadLetters', {
      variable: 'DEAD_LETTERS_QUEUE_URL',
      ...watched,
      means:
        'A message failed as often as it may. `npm run ops -- parked` shows which and why; mend the fault, then add `--replay`.',
    });
    const settings = { ...watched, deadLetters: this.deadLetters };
    this.calls = new WorkQueue(this, 'Calls', {
      ...settings,
      variable: 'CALLS_QUEUE_URL',
      consumerTimeout: WORKER_TIMEOUTS['dial-call'],
    });
    this.webhooks = new WorkQueue(this, 'Webhooks', {
      ...settings,
      variable: 'WEBHOOKS_QUEUE_URL',
      consumerTimeout: WORKER_TIMEOUTS['deliver-webhook'],
    });
    this.recoveries = new WorkQueue(this, 'Recoveries', {
      ...settings,
      variable: 'RECOVERIES_QUEUE_URL',
      // A recovery shows its own progress.
      isTimed: false,
      consumerTimeout: WORKER_TIMEOUTS['recover-webhooks'],
    });
    this.exports = new WorkQueue(this, 'Exports', {
      ...settings,
      variable: 'EXPORTS_QUEUE_URL',
      consumerTimeout: WORKER_TIMEOUTS['write-export'],
    });
    this.bookings = new WorkQueue(this, 'Bookings', {
      ...settings,
      variable: 'BOOKINGS_QUEUE_URL',
      consumerTimeout: WORKER_TIMEOUTS['make-bookings'],
    });
    this.search = new WorkQueue(this, 'Search', {
      ...settings,
      variable: 'SEARCH_QUEUE_URL',
      consumerTimeout: WORKER_TIMEOUTS['keep-search'],
    });
    this.bulk = new WorkQueue(this, 'Bulk', {
      ...settings,
      variable: 'BULK_QUEUE_URL',
      consumerTimeout: WORKER_TIMEOUTS['act-in-bulk'],
    });
    this.later = new WorkQueue(this, 'Later', {
      ...settings,
      variable: 'LATER_QUEUE_URL',
      // It exists for waiting; a separate alarm sounds when something waits for too long.
      isTimed: false,
      consumerTimeout: WORKER_TIMEOUTS['relay-later'],
    });
    this.storedFiles = new StoredFiles(this, 'ExportFiles', stage);
    this.parked = new DeadLetters(this, 'Parked', {
      ...watched,
      variable: 'PARKED_QUEUE_URL',
      means:
        'A stream record or a message can never pass, whatever release comes: `npm run ops -- parked` shows it and why.',
    });
    this.adminKey = new AdminKey(this, 'AdminKey', stage);
    this.secretsKey = new SecretsKey(this, 'SecretsKey', stage);
    this.accountId = sharedValue(this, stage, 'account-id', Aws.ACCOUNT_ID);
    new CfnOutput(this, 'AdminKeySecretArn', { value: this.adminKey.secretArn });
  }
}
