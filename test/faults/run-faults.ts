import { findViolations } from './invariants/find-violations.ts';
import type { Evidence, Violation } from './invariants/invariant.ts';
import { readStoredItems } from './invariants/stored-items.ts';
import { webhookDeliveriesIn } from './invariants/stored-webhooks.ts';
import { type Acknowledged, nothingAcknowledged } from './load/acknowledged.ts';
import { createApiClient } from './load/api-client.ts';
import { createBacklogLimit } from './load/backlog-limit.ts';
import { recoverHeld, setEnabled } from './load/endpoint-requests.ts';
import { createLoadTenants, type EndpointSpec, endpointsOf, type LoadTenants } from './load/load-tenants.ts';
import { runVirtualUsers } from './load/run-virtual-users.ts';
import { type FaultyStack, type FaultyStackOptions, startFaultyStack } from './stack/faulty-stack.ts';
import { createRandom, type Random } from './support/random.ts';

export interface Plan extends Pick<FaultyStackOptions, 'faultRates' | 'logFile'> {
  seed: string;
  /** How long there is load and there are faults at most, in real time. */
  seconds: number;
  /** After how many pieces of work it ends, if that comes first. */
  pieces?: number;
  virtualUsers: number;
  /** Webhooks that may wait for their receivers before there is more load. */
  mostWaiting: number;
  /** Those of each mode of each tenant. */
  endpoints: readonly EndpointSpec[];
  /** Pieces of work done between two kills of the host. */
  piecesBetweenKills: readonly [least: number, most: number];
  /** How long the host lives at least, in real time: work must get done in between, however slow the machine is. */
  secondsBetweenKills: number;
  /** How long nothing at all may come to rest afterwards while something is still under way, in real time. */
  restSeconds: number;
}

export interface Report {
  seed: string;
  contradictions: readonly Violation[];
  /** The history of what the first contradiction is about. */
  history: readonly string[];
  counts: Readonly<Record<string, number>>;
  /** Real seconds: of load, and from its end until nothing was under way any more, or nothing moved. */
  seconds: { load: number; rest: number };
}

const sleep = (milliseconds: number) => new Promise((resume) => setTimeout(resume, milliseconds));

/** Puts load and faults on the local stack, waits for rest, and compares what came about with what should have. */
export async function runFaults(plan: Plan, progress: (line: string) => void): Promise<Report> {
  const random = createRandom(plan.seed);
  progress('starting the stack');
  const stack = await startFaultyStack({ ...plan, random });
  try {
    const tenants = await createLoadTenants(stack, plan.endpoints);
    const acknowledged = nothingAcknowledged();
    const began = Date.now();
    const end = began + plan.seconds * 1000;
    const { pieces = Number.POSITIVE_INFINITY } = plan;
    const more = () => Date.now() < end && acknowledged.tasksDone < pieces;
    const waitForBacklog = createBacklogLimit(stack, tenants, plan.mostWaiting, more);
    const telling = setInterval(() => {
      const left = Math.max(0, Math.ceil((end - Date.now()) / 1000));
      progress(
        `${left} s of load left, ${acknowledged.tasksDone} pieces of work done, ${stack.receivers.received.length} webhooks came, ${deaths(stack)} deaths`,
      );
    }, 1000);
    await Promise.all([
      runVirtualUsers(stack, {
        tenants,
        random: random.branch('load'),
        virtualUsers: plan.virtualUsers,
        isRunning: more,
        waitForBacklog,
        acknowledged,
      }),
      killHosts(stack, random.branch('kills'), plan, acknowledged, more),
    ]).finally(() => clearInterval(telling));
    stack.stopFaults();
    const calmAt = Date.now();
    const evidence = async (): Promise<Evidence> => {
      // Copied before the table is read, so that what caused each of them is stored by then.
      const received = [...stack.receivers.received];
      return { stored: await readStoredItems(stack.table()), acknowledged, tenants, received };
    };
    const contradictions = await rest(stack, tenants, evidence, plan.restSeconds, progress);
    const restedAt = Date.now();
    const { stored, received } = await evidence();
    const first = contradictions[0];
    return {
      seed: plan.seed,
      contradictions,
      history: first ? stack.journal.historyOf(...first.ids) : [],
      counts: {
        ...stack.journal.counts(),
        'stored: orders': stored.of('order').length,
        'stored: parcels': stored.of('parcel').length,
        'stored: events': stored.of('event').length,
        'stored: webhook deliveries': stored.of('webhook-delivery').length,
        'webhooks received': received.length,
      },
      seconds: { load: secondsBetween(began, calmAt), rest: secondsBetween(calmAt, restedAt) },
    };
  } finally {
    await stack.stop();
  }
}

const secondsBetween = (from: number, to: number): number => Math.round((to - from) / 1000);

const deaths = (stack: FaultyStack): number =>
  Object.entries(stack.journal.counts())
    .filter(([what]) => what.endsWith(' killed'))
    .reduce((sum, [, count]) => sum + count, 0);

async function killHosts(
  stack: FaultyStack,
  random: Random,
  { piecesBetweenKills: [least, most], secondsBetweenKills }: Plan,
  acknowledged: Acknowledged,
  more: () => boolean,
): Promise<void> {
  for (;;) {
    const next = acknowledged.tasksDone + random.integer(least, most);
    const earliest = Date.now() + secondsBetweenKills * 1000;
    while (acknowledged.tasksDone < next || Date.now() < earliest) {
      if (!more()) return;
      await sleep(5);
    }
    await stack.killAndRestart(random.chance(0.3) ? 'engine' : 'host');
  }
}

/** What was held is asked for so often, until none is left. */
const MEND_MS = 20_000;

/** Does what owners do: enables what was disabled, and has them sent what they missed. */
async function mend(stack: FaultyStack, tenants: LoadTenants, { stored }: Evidence): Promise<void> {
  const client = createApiClient(stack);
  const disabled = new Set(stored.of('webhook-endpoint').flatMap(({ id, enabled }) => (enabled ? [] : [id])));
  const holding = new Set(
    webhookDeliveriesIn(stored).flatMap(({ status, endpointId }) => (status === 'held' ? [endpointId] : [])),
  );
  for (const endpoint of endpointsOf(tenants)) {
    if (disabled.has(endpoint.id)) await setEnabled(client, endpoint, true);
    if (holding.has(endpoint.id)) await recoverHeld(client, endpoint);
  }
}

/** Waits until nothing is under way any more. @returns what is wrong then, or still is when nothing moves any more */
async function rest(
  stack: FaultyStack,
  tenants: LoadTenants,
  evidence: () => Promise<Evidence>,
  seconds: number,
  progress: (line: string) => void,
): Promise<Violation[]> {
  let least = Number.POSITIVE_INFINITY;
  let deadline = Date.now() + seconds * 1000;
  let mendedAt = 0;
  for (;;) {
    const redriven = await stack.queues.redrive();
    for (let count = 0; count < redriven; count++) stack.journal.count('dead letters put back');
    const depth = await stack.queues.depth('WEBHOOKS_QUEUE_URL');
    const began = Date.now();
    const seen = await evidence();
    const found = findViolations(seen);
    const pauseMs = Math.min(10_000, Math.max(500, 4 * (Date.now() - began)));
    if (Date.now() - mendedAt > MEND_MS) {
      await mend(stack, tenants, seen);
      mendedAt = Date.now();
    }
    const passing = found.filter(({ mayResolve }) => mayResolve);
    if (passing.length < least) {
      least = passing.length;
      deadline = Date.now() + seconds * 1000;
    }
    const isOver = Date.now() > deadline;
    if ((passing.length === 0 && depth === 0) || isOver || found.length > passing.length) {
      const parked = await stack.queues.depth('PARKED_QUEUE_URL');
      return [
        ...found.toSorted((one, other) => Number(one.mayResolve) - Number(other.mayResolve)),
        ...(depth > 0 && isOver
          ? [{ what: `${depth} messages are in the webhooks queue still`, ids: [], mayResolve: true }]
          : []),
        ...(parked > 0 ? [{ what: `${parked} events are parked`, ids: [], mayResolve: false }] : []),
      ];
    }
    progress(`coming to rest: ${passing.length} things missing, ${depth} messages in the webhooks queue`);
    // What looks at everything stands in the way of what it looks at: all requests pass through this process.
    await sleep(pauseMs);
  }
}
