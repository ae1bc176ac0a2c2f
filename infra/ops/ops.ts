import { parseArgs } from 'node:util';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { createDynamoClient } from '../../shared/adapters/dynamo/client.ts';
import { exitOnClosedPipe } from '../exit-on-closed-pipe.ts';
import { errorSummaryOf } from '../request.ts';
import { handleFailedBatches } from './failed-batches.ts';
import { type Migrated, migrate } from './migrate.ts';
import { migrations } from './migrations.ts';
import { handleParked, type ParkedItem } from './parked.ts';
import { restoreTable } from './restore.ts';
import { clientSettings, requireValue, sharedValuesOf } from './stage-resources.ts';

exitOnClosedPipe();

const usage = `npm run ops -- parked|migrate|restore [--stage dev] [--replay] [--at 2026-11-29T12:00:00Z]

  parked   lists what a stage put aside: parked records, dead letters and failed batches of the stream, each with its reason.
           --replay sends them back where they belong, which is safe to repeat
  migrate  brings what earlier releases stored to the form of this one, while the stage serves; safe to stop and to repeat
  restore  restores the table as it was --at a time of the last 35 days into one beside it, and says how the stage takes it

Region and credentials are those of the AWS CLI.`;

async function parked(stage: string, replay: boolean): Promise<void> {
  const values = await sharedValuesOf(stage);
  const tell = ({ where, since, what, orderId, reason }: ParkedItem, isSent: boolean): void =>
    console.log([since, where, what, orderId, reason, isSent && 'sent back'].filter(Boolean).join('  '));
  // The endpoint of the environment counts, which may be an emulator's: queues' URLs name it otherwise.
  const sqs = new SQSClient({ ...clientSettings(stage), useQueueUrlAsEndpoint: false });
  const session = { sqs, values, tell, replay, now: new Date() };
  const queues = await handleParked(session);
  const batches = await handleFailedBatches({
    ...session,
    s3: new S3Client({ ...clientSettings(stage), forcePathStyle: true }),
  });
  const listed = queues.listed + batches.listed;
  const sent = queues.sent + batches.sent;
  if (listed === 0) console.log(`The stage ${stage} has nothing put aside`);
  else console.log(`${listed} put aside${replay ? `, ${sent} sent back` : '; --replay sends them back'}`);
}

async function migrateStage(stage: string): Promise<void> {
  const tableName = requireValue(await sharedValuesOf(stage), 'table-name');
  const client = createDynamoClient(clientSettings(stage));
  const tell = ({ looked }: Migrated) => console.log(`${looked} items looked at`);
  const { changed } = await migrate({ client, tableName, migrations, tell });
  for (const [name, count] of Object.entries(changed)) console.log(`${name}: ${count} changed`);
  if (migrations.length === 0)
    console.log('Every item has the form of this release: there is nothing to migrate');
}

async function restore(stage: string, at: string | undefined): Promise<void> {
  const time = new Date(at ?? '');
  if (Number.isNaN(time.getTime())) throw new Error('--at must be a time, such as 2026-11-29T12:00:00Z');
  const values = await sharedValuesOf(stage);
  const dynamo = new DynamoDBClient(clientSettings(stage));
  const restored = await restoreTable(dynamo, requireValue(values, 'table-name'), time, console.log);
  console.log(`\nRestored. Set it in infra/stages.ts, then deploy the stage ${stage}:\n`);
  console.log(`  restoredTable: { name: '${restored.name}', streamArn: '${restored.streamArn}' },\n`);
}

try {
  const { values: options, positionals } = parseArgs({
    options: {
      stage: { type: 'string', default: 'dev' },
      replay: { type: 'boolean', default: false },
      at: { type: 'string' },
      help: { type: 'boolean' },
    },
    allowPositionals: true,
  });
  const [command] = positionals;
  if (command === 'parked' && !options.help) await parked(options.stage, options.replay);
  else if (command === 'migrate' && !options.help) await migrateStage(options.stage);
  else if (command === 'restore' && !options.help) await restore(options.stage, options.at);
  else {
    console.log(usage);
    process.exitCode = options.help ? 0 : 1;
  }
} catch (error) {
  console.error(errorSummaryOf(error));
  process.exitCode = 1;
}
