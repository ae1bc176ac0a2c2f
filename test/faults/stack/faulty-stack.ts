import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../../infra/local/http/listen.ts';
import { builtInItems } from '../../../infra/regions/built-in.ts';
import { type SpawnedHost, spawnHost } from '../../support/processes/host.ts';
import { patience } from '../../support/time/patience.ts';
import { until } from '../../support/time/until.ts';
import { type AwsProxy, startAwsProxy } from '../aws/aws-proxy.ts';
import { type Receivers, startReceivers } from '../receivers/receivers.ts';
import { type FastClock, fastClock } from '../support/fast-clock.ts';
import type { FaultRates } from '../support/fault-rates.ts';
import { createJournal, type Journal } from '../support/journal.ts';
import type { Random } from '../support/random.ts';
import { assembleWorkers } from '../workers/worker-assembly.ts';
import { createQueueTools, type QueueTools } from './queue-tools.ts';

/** How many times faster than real time the clock runs at most, on an idle machine, and at least, on a busy one. */
const MAX_CLOCK_FACTOR = 14;
const MIN_CLOCK_FACTOR = 3;
/** In between, so many milliseconds pass on the clock while a Node process that does nothing starts. */
const START_MS_ON_CLOCK = 800;

/**
 * Claims, timeouts and deadlines run on the fast clock, but the work in them takes real time: on a busy machine or a
 * slow engine the clock runs slower, so that an invocation still gets done what it gets done in 30 s elsewhere.
 */
function measureClockFactor(): number {
  const started = performance.now();
  for (let count = 0; count < 3; count++) spawnSync(process.execPath, ['-e', '0']);
  const startMs = (performance.now() - started) / 3;
  const factor = Math.min(MAX_CLOCK_FACTOR, START_MS_ON_CLOCK / startMs);
  return Math.max(1, Math.max(MIN_CLOCK_FACTOR, factor) / patience(1));
}

/** Of each worker. After a kill a new one has to load its bundle, which takes long on a busy machine. */
const PROCESSES_PER_WORKER = 5;

/** How much faster still retries, calls and sweeps are due (`npm start -- --speed`). */
const SPEED = 120;

export interface FaultyStackOptions {
  random: Random;
  seed: string;
  faultRates: FaultRates;
  /** Where the output of the workers goes. */
  logFile?: string;
}

/** The local stack with proxies before its AWS services that inject faults, and receivers for its webhooks. */
export interface FaultyStack {
  url: string;
  adminKey: string;
  clock: FastClock;
  journal: Journal;
  receivers: Receivers;
  queues: QueueTools;
  /** The table and its current endpoint, past the proxy. */
  table(): { endpoint: string; tableName: string };
  /** Kills (SIGKILL) the host, or its database engine, with which it ends, and starts it again with the same data. */
  killAndRestart(part: 'host' | 'engine'): Promise<void>;
  /** Injects no further faults. */
  stopFaults(): void;
  stop(): Promise<void>;
}

export async function startFaultyStack(options: FaultyStackOptions): Promise<FaultyStack> {
  const { random, seed, faultRates, logFile } = options;
  const clock = fastClock(measureClockFactor(), Date.now());
  const journal = createJournal(clock);
  const dataDir = mkdtempSync(join(tmpdir(), 'recado-faults-'));
  const port = await freePort();
  const proxyFor = (service: 'dynamodb' | 'sqs'): Promise<AwsProxy> =>
    startAwsProxy(service, faultRates, random.branch(service), clock, journal);
  const [dynamodb, sqs] = await Promise.all([proxyFor('dynamodb'), proxyFor('sqs')]);
  const kills = random.branch('deaths on receipt');
  const receivers = await startReceivers(random.branch('receivers'), clock, journal, () => {
    if (kills.chance(faultRates.killsOnArrival) && dynamodb.killOne('deliver-webhook'))
      journal.count('worker killed between sending a webhook and recording the attempt');
  });
  const assembly = await assembleWorkers(sqs.url, {
    maxProcesses: PROCESSES_PER_WORKER,
    execArgv: clock.execArgv,
    seed,
    redeliveryRate: faultRates.messages,
    ...(logFile && { logFile }),
  });
  const env = {
    ...assembly.queueUrls,
    AWS_ENDPOINT_URL_DYNAMODB: dynamodb.url,
    AWS_ENDPOINT_URL_SQS: sqs.url,
  };
  const start = async (): Promise<SpawnedHost> => {
    const started = await spawnHost(
      {
        assembly: assembly.directory,
        dataDir,
        port,
        adminKey: 'admin',
        speed: SPEED,
        env,
        items: builtInItems(),
      },
      clock.execArgv,
    );
    await createQueueTools(() => started).shortenVisibilityTimeouts();
    dynamodb.forwardTo(started.endpoints.dynamodb);
    sqs.forwardTo(started.endpoints.sqs);
    return started;
  };
  let host = await start();
  return {
    url: host.url,
    adminKey: host.adminKey,
    clock,
    journal,
    receivers,
    queues: createQueueTools(() => host),
    table: () => ({ endpoint: host.endpoints.dynamodb, tableName: host.tableName }),
    async killAndRestart(part) {
      journal.count(`${part} killed`);
      if (part === 'host') await host.kill();
      else {
        process.kill(host.engine.pid ?? 0, 'SIGKILL');
        await until('the host notices', () => host.output().includes('ended'));
        await host.stop();
      }
      dynamodb.forwardTo(undefined);
      sqs.forwardTo(undefined);
      host = await start();
    },
    stopFaults() {
      dynamodb.stopFaults();
      sqs.stopFaults();
      receivers.stopFaults();
    },
    async stop() {
      // Everything was checked: nothing needs to be finished.
      await host.kill();
      await Promise.all([dynamodb.stop(), sqs.stop(), receivers.stop()]);
      assembly.remove();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
