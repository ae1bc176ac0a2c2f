import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import Papa from 'papaparse';
import type { Host } from '../../../infra/local/host.ts';
import { synthesize } from '../../../infra/local/synth.ts';
import { createDynamoClient } from '../../../shared/adapters/dynamo/client.ts';
import { createTable } from '../../../shared/adapters/dynamo/table.ts';
import { newId } from '../../../shared/base/ids.ts';
import {
  type ExportJob,
  type ExportMessage,
  exportToItem,
} from '../../../shared/reports/exports/export-job.ts';
import { listToStore } from '../../../shared/reports/exports/stored-list.ts';
import { bundleOf, functionsOf } from '../load-times/load-times.ts';
import { fetchPatiently } from '../shop/api.ts';
import type { ShopApi } from '../shop/shop.ts';

/** What it takes a worker to write all orders of a shop as one file. */
export interface FileCost {
  /** Of the shop, and in the file that was written: the same number. */
  orders: number;
  lines: number;
  /** Of the file. */
  bytes: number;
  /** The worker's, in a process of its own that has loaded already. */
  seconds: number;
  readUnits: number;
  /** Resident memory of that process before it starts, and at its peak; 0 where there is no Linux. */
  idleBytes: number;
  peakBytes: number;
  /** What the stack gives the function. */
  functionBytes: number;
}

export interface ExportCost extends FileCost {
  /** From the request until all of the file has come, through the API. */
  requestSeconds: number;
}

/**
 * Exports all orders of a shop, once by the worker in a process of its own and once through the API, and reads both
 * files back.
 * @throws Error when a file holds another number of orders than the shop
 */
export async function measureExport(
  host: Host,
  shop: ShopApi,
  progress: (line: string) => void,
): Promise<ExportCost & { exportId: string }> {
  const { orders, ...written } = await writeFile(host, shop, {}, progress);
  progress(`${orders} orders through the API`);
  const asked = performance.now();
  const text = await fetchExport(host, shop, '/v1/orders/export');
  const requestSeconds = (performance.now() - asked) / 1000;
  linesOf(text, orders);
  return { orders, ...written, requestSeconds };
}

/** Writes a list with all orders as the platform API does, and reads the file back. @throws Error as above */
export async function measureListFile(
  host: Host,
  shop: ShopApi,
  progress: (line: string) => void,
): Promise<FileCost> {
  const list = listToStore({ orders: {}, today: new Date(), timeZone: 'UTC' });
  const { exportId: _exportId, ...cost } = await writeFile(host, shop, { list }, progress);
  return cost;
}

/** @param wanted a list, instead of all orders in few columns */
async function writeFile(
  host: Host,
  shop: ShopApi,
  wanted: Pick<ExportJob, 'list'>,
  progress: (line: string) => void,
): Promise<FileCost & { exportId: string }> {
  const { total: orders } = await shop.test.call<{ total: number }>('GET', '/api/v1/orders?limit=1');
  progress(`the worker writes ${orders} orders${wanted.list === undefined ? '' : ' of a list'}`);
  const job = await storeJob(host, shop, wanted);
  const worked = await work(host, job);
  const file = await fetchExport(host, shop, `/v1/exports/${job.id}`);
  return {
    ...{ exportId: job.id, orders, lines: linesOf(file, orders), bytes: Buffer.byteLength(file) },
    ...worked,
  };
}

/** An export that only the bench starts: it has no event. */
async function storeJob(
  host: Host,
  { tenant }: ShopApi,
  wanted: Pick<ExportJob, 'list'>,
): Promise<ExportJob> {
  const client = createDynamoClient({
    endpoint: host.endpoints.dynamodb,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  const now = new Date();
  const job: ExportJob = {
    id: newId('export', now),
    tenantId: tenant.id,
    mode: 'test',
    search: {},
    ...(wanted.list !== undefined && { list: wanted.list, rows: 0 }),
    fileName: 'orders.csv',
    status: 'pending',
    createdAt: now.toISOString(),
    finishedAt: null,
    expiresAt: Math.floor(now.getTime() / 1000) + 86_400,
  };
  await createTable(client, host.tableName).put(exportToItem(job));
  client.destroy();
  return job;
}

interface Worked {
  answer: { batchItemFailures: unknown[] };
  seconds: number;
  readUnits: number;
  idleBytes: number;
  peakBytes: number;
}

async function work(host: Host, { tenantId, mode, id, list }: ExportJob) {
  const declared = functionsOf(await synthesize(() => {})).find(({ name }) => name.endsWith('-write-export'));
  if (declared === undefined) throw new Error('The stack has no function that writes exports');
  const reference = { tenantId, mode, exportId: id };
  const message: ExportMessage = list === undefined ? reference : { kind: 'list', ...reference };
  const child = fork(join(import.meta.dirname, 'export-worker.mjs'), {
    execArgv: [],
    env: {
      PATH: process.env.PATH,
      ...host.environment,
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'local',
      AWS_SECRET_ACCESS_KEY: 'local',
      AWS_ENDPOINT_URL_DYNAMODB: host.endpoints.dynamodb,
      AWS_ENDPOINT_URL_SQS: host.endpoints.sqs,
      AWS_ENDPOINT_URL_S3: host.endpoints.sqs,
    },
  });
  const event = { Records: [{ messageId: id, body: JSON.stringify(message), attributes: {} }] };
  child.send({ bundle: bundleOf(declared.module), event });
  const [worked] = (await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(([code]) => {
      throw new Error(`The worker ended with ${code}`);
    }),
  ])) as [Worked];
  const { answer, ...cost } = worked;
  if (answer.batchItemFailures.length > 0) throw new Error('The worker did not write the export');
  return { ...cost, functionBytes: declared.memoryMb * 1024 * 1024 };
}

/** Asks until the text is there: in the answer itself, or in the file that it leads to. */
async function fetchExport(host: Host, shop: ShopApi, path: string): Promise<string> {
  const headers = { 'x-tenant-api-key': shop.testKey };
  let url = host.url + path;
  for (;;) {
    const answer = await fetchPatiently(url, { headers, redirect: 'manual' });
    const location = answer.headers.get('location');
    if (answer.status === 200) return answer.text();
    if (location === null) throw new Error(`GET ${url}: ${answer.status} ${await answer.text()}`);
    await answer.body?.cancel();
    if (answer.status === 202) await sleep(200);
    url = location;
  }
}

/** The orders that another library finds in a file. */
function linesOf(csv: string, orders: number): number {
  let lines = 0;
  Papa.parse(csv, {
    header: true,
    skipEmptyLines: true,
    step: ({ errors }) => {
      if (errors.length > 0) throw new Error(`The export cannot be read: ${JSON.stringify(errors[0])}`);
      lines += 1;
    },
  });
  if (lines !== orders) throw new Error(`The export holds ${lines} orders of ${orders}`);
  return lines;
}
