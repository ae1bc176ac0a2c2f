import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../../infra/local/http/listen.ts';
import { builtInItems } from '../../../infra/regions/built-in.ts';
import { type SpawnedHost, spawnHost } from '../../support/host.ts';
import { until } from '../../support/until.ts';
import { type AwsProxy, startAwsProxy } from '../aws/aws-proxy.ts';
import { type Receivers, startReceivers } from '../receivers/receivers.ts';
import { type FastClock, fastClock } from '../support/fast-clock.ts';
import type { FaultRates } from '../support/fault-rates.ts';
import { createJournal, type Journal } from '../support/journal.ts';
import type { Random } from '../support/random.ts';
import { assembleWorkers } from '../workers/worker-assembly.ts';
import { createQueueDesk, type QueueDesk } from './queue-tools.ts';

/** How much faster than life everything goes on an idle machine, its claims and timeouts too. */
const FASTEST = 8;
const SLOWEST = 3;
/** What an idle machine takes to start a Node process that does nothing. */
const IDLE_START_MS = 100;

/** An invocation that may take 30 s must get as far in the fraction of it, however busy the machine is with others. */
function bearableFactor(): number {
  const started = performance.now();
  for (let count = 0; count < 3; count++) spawnSync(process.execPath, ['-e', '0']);
  const startMs = (performance.now() - started) / 3;
  return Math.max(SLOWEST, Math.min(FASTEST, (FASTEST * IDLE_START_MS) / startMs));
}

/** Of each worker. Each loads its bundle anew when it was killed, which a busy machine is slow to do. */
const PROCESSES = 5;

/** How much faster still retries, calls and sweeps come (`npm start -- --speed`). */
const SPEED = 120;

export interface WorldSetting {
  random: Random;
  seed: string;
  faultRates: FaultRates;
  /** Takes what the workers write. */
  logFile?: string;
}

/** The local stack with faults all around it, and receivers. */
export interface World {
  url: string;
  adminKey: string;
  clock: FastClock;
  journal: Journal;
  receivers: Receivers;
  queues: QueueDesk;
  /** The DynamoDB of the moment, without faults, and the table in it. */
  table(): { endpoint: string; tableName: string };
  /** SIGKILL, of the host or of the engine that it cannot do without, and a new start on the same folder. */
  restart(how: 'host' | 'engine'): Promise<void>;
  /** No fault from now on. */
  calm(): void;
  stop(): Promise<void>;
}

export async function startWorld(setting: WorldSetting): Promise<World> {
  const { random, seed, faultRates, logFile } = setting;
  const clock = fastClock(bearableFactor(), Date.now());
  const journal = createJournal(clock);
  const dataDir = mkdtempSync(join(tmpdir(), 'recado-faults-'));
  const port = await freePort();
  const proxyFor = (service: 'dynamodb' | 'sqs'): Promise<AwsProxy> =>
    startAwsProxy(service, faultRates, random.branch(service), clock, journal);
  const [dynamodb, sqs] = await Promise.all([proxyFor('dynamodb'), proxyFor('sqs')]);
  const deaths = random.branch('deaths on receipt');
  const receivers = await startReceivers(random.branch('receivers'), clock, journal, () => {
    if (deaths.chance(faultRates.killsOnArrival) && dynamodb.killOne('deliver-webhook'))
      journal.count('killed between the request and its record');
  });
  const assembly = await assembleWorkers(sqs.url, {
    maxProcesses: PROCESSES,
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
    await createQueueDesk(started).shortenVisibility();
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
    queues: createQueueDesk(() => host),
    table: () => ({ endpoint: host.endpoints.dynamodb, tableName: host.tableName }),
    async restart(how) {
      journal.count(`${how} killed`);
      if (how === 'host') await host.kill();
      else {
        process.kill(host.engine.pid ?? 0, 'SIGKILL');
        await until('it ends', () => host.output().includes('ended'));
        await host.stop();
      }
      dynamodb.forwardTo(undefined);
      sqs.forwardTo(undefined);
      host = await start();
    },
    calm() {
      dynamodb.stopFaults();
      sqs.stopFaults();
      receivers.stopFaults();
    },
    async stop() {
      await host.stop();
      await Promise.all([dynamodb.stop(), sqs.stop(), receivers.stop()]);
      assembly.remove();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
