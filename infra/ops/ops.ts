import { parseArgs } from 'node:util';
import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { summaryOf } from '../request.ts';
import { workOffFailedBatches } from './failed-batches.ts';
import { type PutAside, workOffPutAside } from './parked.ts';
import { reaching, sharedValuesOf } from './stage-resources.ts';

const usage = `npm run ops -- parked [--stage dev] [--replay]

  parked   lists what a stage put aside: parked records, dead letters and failed batches of the stream, each with its reason.
           --replay sends them back where they belong, which is safe to repeat

Region and credentials are those of the AWS CLI.`;

async function parked(stage: string, replay: boolean): Promise<void> {
  const values = await sharedValuesOf(stage);
  const tell = ({ where, since, what, orderId, reason }: PutAside, isSent: boolean): void =>
    console.log([since, where, what, orderId, reason, isSent && 'sent back'].filter(Boolean).join('  '));
  // The endpoint of the environment counts, which may be an emulator's: queues' URLs name it otherwise.
  const sqs = new SQSClient({ ...reaching(stage), useQueueUrlAsEndpoint: false });
  const session = { sqs, values, tell, replay, now: new Date() };
  const queues = await workOffPutAside(session);
  const batches = await workOffFailedBatches({
    ...session,
    s3: new S3Client({ ...reaching(stage), forcePathStyle: true }),
  });
  const listed = queues.listed + batches.listed;
  const sent = queues.sent + batches.sent;
  if (listed === 0) console.log(`The stage ${stage} has nothing put aside`);
  else console.log(`${listed} put aside${replay ? `, ${sent} sent back` : '; --replay sends them back'}`);
}

try {
  const { values: options, positionals } = parseArgs({
    options: {
      stage: { type: 'string', default: 'dev' },
      replay: { type: 'boolean', default: false },
      help: { type: 'boolean' },
    },
    allowPositionals: true,
  });
  const [command] = positionals;
  if (command === 'parked' && !options.help) await parked(options.stage, options.replay);
  else {
    console.log(usage);
    process.exitCode = options.help ? 0 : 1;
  }
} catch (error) {
  console.error(summaryOf(error));
  process.exitCode = 1;
}
