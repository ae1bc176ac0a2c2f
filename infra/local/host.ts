import { randomBytes } from 'node:crypto';
import type { Item } from '../../shared/adapters/dynamo/expressions.ts';
import { readDeclarations } from './assembly/declarations.ts';
import { loadAssembly } from './assembly/load.ts';
import { openFolder } from './data/folders.ts';
import { markRunning } from './data/running-mark.ts';
import { putAbsent } from './engine/items.ts';
import { chooseEngine, type EngineChoice, startEngine } from './engine/start.ts';
import { createTables } from './engine/tables.ts';
import { createFleet } from './functions/fleet.ts';
import { shareConnections } from './functions/share-connections.ts';
import { createRouter } from './http/routes.ts';
import { startGateway } from './http/server.ts';
import { startQueues } from './queues/fauxqs.ts';
import { type Sources, startSources } from './sources/start.ts';
import { synthesize } from './synth.ts';

export interface HostOptions {
  /** 0, the default, for any free one. */
  port?: number;
  /** Keeps everything in this folder; in memory when absent. */
  dataDir?: string | undefined;
  /** How many times faster three kinds of waits pass (`RECADO_SPEED`), and schedules. */
  speed?: number;
  /** Made when absent. */
  adminKey?: string | undefined;
  /** An existing cloud assembly; the repository's own stack, stage `local`, when absent. */
  assembly?: string;
  /** Put into the environment of every function, over what the stack declares. */
  env?: Readonly<Record<string, string>>;
  engine?: EngineChoice;
  /** Put into the first table before anything is served, unless their keys are taken. */
  items?: readonly Item[];
  /** Gets lines about failed invocations and slow steps. Standard error by default. */
  log?: (line: string) => void;
  /** Receives functions' output: whole lines of JSON. By default `log` gets those of errors and warnings. */
  functionLog?: (functionName: string, text: string) => void;
  /** Called when the DynamoDB engine ends by itself, or the queues; nothing works from then on. */
  onEngineLost?: (error: Error) => void;
}

export interface Host {
  /** `http://127.0.0.1:…` */
  url: string;
  adminKey: string;
  /** Where everything is kept. */
  folder: string;
  /** Whether the folder held an earlier run's state. */
  reused: boolean;
  endpoints: { dynamodb: string; sqs: string };
  engine: { name: string; warning?: string; pid?: number };
  /** Of the first table declared. */
  tableName: string;
  /** By the queue's name. */
  queueUrls: Readonly<Record<string, string>>;
  /** The environment variables of all functions together: `TABLE_NAME`, `CALLS_QUEUE_URL` … */
  environment: Readonly<Record<string, string>>;
  /** Calls a function as AWS would; by its name or the end of it. */
  invoke(functionName: string, event: unknown): Promise<unknown>;
  /** Ends within 2 s. Messages of a function that is not done by then come again on the next start. */
  stop(): Promise<void>;
}

const REGION = 'us-east-1';
const ACCOUNT = '000000000000';
/** The time that running requests, and then running functions, get to finish when the host stops. */
const GRACE_MS = 700;

/**
 * Runs what a cloud assembly declares: in this process, with one more for DynamoDB.
 * @throws Error when the port is taken, the folder is in use, or the assembly holds what cannot be hosted
 */
export async function startHost(options: HostOptions = {}): Promise<Host> {
  const { port = 0, speed = 1, log = (line) => process.stderr.write(`${line}\n`) } = options;
  const adminKey = options.adminKey ?? `admin_${randomBytes(24).toString('base64url')}`;
  const cleanups: (() => Promise<void> | void)[] = [];
  let stopping = false;
  const end = async (): Promise<void> => {
    stopping = true;
    for (const clean of cleanups.splice(0).reverse()) await clean();
  };
  const ending = async <Part extends { stop(): Promise<void> }>(starting: Promise<Part>): Promise<Part> => {
    const part = await starting;
    cleanups.push(() => part.stop());
    return part;
  };
  const onFailure = (name: string, error: unknown): void => {
    if (!stopping) log(`${name}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  };

  try {
    const gateway = await startGateway(port, onFailure);
    cleanups.push(() => gateway.stop(0));
    const folder = openFolder(options.dataDir, log);
    cleanups.push(() => folder.close());
    const [assembly, engine, queues] = await all(
      Promise.resolve(options.assembly ?? synthesize(log)),
      ending(startEngine(chooseEngine(options.engine), folder, REGION)),
      ending(startQueues(REGION, folder)),
    );
    cleanups.push(markRunning(folder.path));
    for (const lost of [engine.lost, queues.lost])
      lost?.then((error) => {
        if (!stopping) (options.onEngineLost ?? (({ message }) => log(message)))(error);
      });

    const declared = readDeclarations(loadAssembly(assembly), {
      region: REGION,
      accountId: ACCOUNT,
      apiUrl: gateway.url,
      queuesUrl: queues.url,
    });
    // Neither a DynamoDB Local nor somebody else's engine promises answers of a known length.
    const ours = engine.name === 'dynoxide' ? [engine.endpoint, queues.url] : [queues.url];
    cleanups.push(shareConnections(ours));
    const streams = await createTables(engine.client, declared.tables);
    queues.create(declared.queues, declared.buckets);
    const [table] = declared.tables;
    if (table) await putAbsent(engine.client, table.name, options.items ?? []);

    let sources: Sources | undefined;
    const fleet = createFleet(
      declared.functions,
      {
        environment: {
          AWS_REGION: REGION,
          AWS_ACCESS_KEY_ID: 'local',
          AWS_SECRET_ACCESS_KEY: 'local',
          AWS_ENDPOINT_URL_DYNAMODB: engine.endpoint,
          AWS_ENDPOINT_URL_SQS: queues.url,
          AWS_ENDPOINT_URL_S3: queues.url,
          RECADO_SPEED: String(speed),
          TZ: 'UTC',
        },
        log: options.functionLog ?? ((_, text) => isTrouble(text) && log(text.trim())),
        finished: () => sources?.nudge(),
      },
      { admin: adminKey, secrets: folder.secretsKey },
      options.env ?? {},
    );
    sources = startSources({
      declared,
      fleet,
      queues,
      engine,
      streams,
      folder,
      speed,
      region: REGION,
      onFailure,
    });
    const { stop } = sources;
    cleanups.push(async () => {
      await Promise.all([gateway.stop(GRACE_MS), within(GRACE_MS, stop())]);
    });
    const routes = declared.routes.map(({ key, functionName, timeoutMs }) => ({
      key,
      target: { lambda: fleet.named(functionName), timeoutMs },
    }));
    gateway.serve(createRouter(routes), declared.apiId);

    return {
      url: gateway.url,
      adminKey,
      folder: folder.path,
      reused: folder.reused,
      endpoints: { dynamodb: engine.endpoint, sqs: queues.url },
      engine: {
        name: engine.name,
        ...(engine.warning !== undefined && { warning: engine.warning }),
        ...(engine.pid !== undefined && { pid: engine.pid }),
      },
      tableName: table?.name ?? '',
      queueUrls: Object.fromEntries(declared.queues.map(({ name, url }) => [name, url])),
      environment: Object.assign({}, ...declared.functions.map(({ environment }) => environment)),
      invoke: (functionName, event) => fleet.named(functionName).invoke(event),
      stop: end,
    };
  } catch (error) {
    await end();
    throw error;
  }
}

/** Functions log JSON lines with a level. */
const isTrouble = (text: string): boolean =>
  /"level":"(warn|error|fatal)"/i.test(text) || !text.startsWith('{');

/** Waits for all, even if one fails: everything that was started has to be stopped. */
async function all<Parts extends unknown[]>(
  ...parts: { [At in keyof Parts]: Promise<Parts[At]> }
): Promise<Parts> {
  await Promise.allSettled(parts);
  return (await Promise.all(parts)) as Parts;
}

async function within(milliseconds: number, work: Promise<void>): Promise<void> {
  await Promise.race([work, new Promise((resume) => setTimeout(resume, milliseconds).unref())]);
}
