import { drain } from './drain.ts';
import type { Evidence, Violation } from './invariants/invariant.ts';
import { readStoredItems } from './invariants/stored-items.ts';
import { type Acknowledged, nothingAcknowledged } from './load/acknowledged.ts';
import { createBacklogLimit } from './load/backlog-limit.ts';
import { createLoadTenants, type EndpointSpec, endpointsOf, type LoadTenants } from './load/load-tenants.ts';
import { runVirtualUsers } from './load/run-virtual-users.ts';
import { type FaultyStack, type FaultyStackOptions, startFaultyStack } from './stack/faulty-stack.ts';
import { createRandom, type Random } from './support/random.ts';

/** All durations are in real time. */
export interface Plan extends Pick<FaultyStackOptions, 'seed' | 'faultRates' | 'logFile'> {
  /** How long load and faults last. */
  loadSeconds: number;
  /** The load ends earlier once so many tasks are done. */
  maxTasks?: number;
  virtualUsers: number;
  /** How many webhooks may be waiting before virtual users pause. */
  backlogLimit: number;
  /** Those of each mode of each tenant. */
  endpoints: readonly EndpointSpec[];
  /** How many tasks get done between two kills of the host. */
  tasksBetweenKills: readonly [min: number, max: number];
  /** How long the host runs at least between two kills, so that a slow machine gets work done too. */
  minSecondsBetweenKills: number;
  /** How long there may be no progress after the load, while something is still under way. */
  stallSeconds: number;
}

export interface Report {
  seed: string;
  violations: readonly Violation[];
  /** The histories of the ids that the first violation names. */
  history: readonly string[];
  counts: Readonly<Record<string, number>>;
  /** Real seconds of the load, and from its end until nothing was under way any more, or there was no more progress. */
  seconds: { load: number; drain: number };
}

const sleep = (milliseconds: number) => new Promise((resume) => setTimeout(resume, milliseconds));

/** Runs load and faults on the local stack, waits until nothing is under way any more, and checks the invariants. */
export async function runFaults(plan: Plan, progress: (line: string) => void): Promise<Report> {
  const random = createRandom(plan.seed);
  progress('starting the stack');
  const stack = await startFaultyStack({ ...plan, random });
  try {
    const tenants = await createLoadTenants(stack, plan.endpoints);
    const acknowledged = nothingAcknowledged();
    const startedAt = Date.now();
    await runLoad(stack, tenants, plan, random, acknowledged, progress);
    stack.stopFaults();
    const stoppedAt = Date.now();
    const collect = async (): Promise<Evidence> => {
      // Copied before the table is read, so that what caused each of them is stored by then.
      const received = [...stack.receivers.received];
      return { stored: await readStoredItems(stack.table()), acknowledged, tenants, received };
    };
    const violations = await drain(stack, collect, plan.stallSeconds, progress);
    const drainedAt = Date.now();
    const { stored, received } = await collect();
    const first = violations[0];
    return {
      seed: plan.seed,
      violations,
      history: first ? stack.journal.historyOf(...first.ids) : [],
      counts: {
        ...stack.journal.counts(),
        'stored: orders': stored.of('order').length,
        'stored: parcels': stored.of('parcel').length,
        'stored: events': stored.of('event').length,
        'stored: webhook deliveries': stored.of('webhook-delivery').length,
        'webhooks received': received.length,
        ...endpointChanges({ stored, tenants }),
      },
      seconds: { load: secondsBetween(startedAt, stoppedAt), drain: secondsBetween(stoppedAt, drainedAt) },
    };
  } finally {
    await stack.stop();
  }
}

const secondsBetween = (from: number, to: number): number => Math.round((to - from) / 1000);

/** Their names are those that `soak-requirements.ts` asks for. */
function endpointChanges({ stored, tenants }: Pick<Evidence, 'stored' | 'tenants'>): Record<string, number> {
  const disabled = stored.of('event').filter(({ type }) => type === 'webhook_endpoint.disabled');
  const sum = (counts: readonly unknown[]) => counts.reduce<number>((all, count) => all + Number(count), 0);
  return {
    'secrets rotated': sum(endpointsOf(tenants).map(({ secrets }) => secrets.length - 1)),
    'endpoints disabled by their receivers': disabled.length,
    'webhooks recovered': sum(stored.of('webhook-recovery').map(({ sent }) => sent)),
  };
}

/** Runs virtual users and kills the host meanwhile, until the time is over or enough tasks are done. */
async function runLoad(
  stack: FaultyStack,
  tenants: LoadTenants,
  plan: Plan,
  random: Random,
  acknowledged: Acknowledged,
  progress: (line: string) => void,
): Promise<void> {
  const end = Date.now() + plan.loadSeconds * 1000;
  const { maxTasks = Number.POSITIVE_INFINITY } = plan;
  const isRunning = () => Date.now() < end && acknowledged.tasksDone < maxTasks;
  const reporting = setInterval(() => {
    const left = Math.max(0, Math.ceil((end - Date.now()) / 1000));
    progress(
      `${left} s of load left, ${acknowledged.tasksDone} tasks done, ${stack.receivers.received.length} webhooks received, ${killsOf(stack)} kills`,
    );
  }, 1000);
  await Promise.all([
    runVirtualUsers(stack, {
      tenants,
      random: random.branch('load'),
      virtualUsers: plan.virtualUsers,
      isRunning,
      waitForBacklog: createBacklogLimit(stack, tenants, plan.backlogLimit, isRunning),
      acknowledged,
    }),
    killHosts(stack, random.branch('kills'), plan, acknowledged, isRunning),
  ]).finally(() => clearInterval(reporting));
}

/** Of the host, its engine and workers. */
const killsOf = (stack: FaultyStack): number =>
  Object.entries(stack.journal.counts())
    .filter(([what]) => what.endsWith(' killed'))
    .reduce((sum, [, count]) => sum + count, 0);

async function killHosts(
  stack: FaultyStack,
  random: Random,
  { tasksBetweenKills: [min, max], minSecondsBetweenKills }: Plan,
  acknowledged: Acknowledged,
  isRunning: () => boolean,
): Promise<void> {
  for (;;) {
    const nextKill = acknowledged.tasksDone + random.integer(min, max);
    const earliest = Date.now() + minSecondsBetweenKills * 1000;
    while (acknowledged.tasksDone < nextKill || Date.now() < earliest) {
      if (!isRunning()) return;
      await sleep(5);
    }
    await stack.killAndRestart(random.chance(0.3) ? 'engine' : 'host');
  }
}
