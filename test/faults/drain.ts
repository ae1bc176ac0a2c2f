import { findViolations } from './invariants/find-violations.ts';
import type { Evidence, Violation } from './invariants/invariant.ts';
import { webhookDeliveriesIn } from './invariants/stored-webhooks.ts';
import { createApiClient } from './load/api-client.ts';
import { recoverHeld, setEnabled } from './load/endpoint-requests.ts';
import { endpointsOf } from './load/load-tenants.ts';
import type { FaultyStack } from './stack/faulty-stack.ts';

/** Recovering starts a job, which takes its time: it is not started again before. */
const RECOVER_EVERY_MS = 20_000;

const sleep = (milliseconds: number) => new Promise((resume) => setTimeout(resume, milliseconds));

/**
 * Waits until nothing is under way any more, and does meanwhile what operators and merchants do after an outage: redrives
 * dead letters, enables endpoints and recovers what is held.
 * @param stallSeconds how long there may be no progress, in real time
 * @returns what violates the invariants then, or at the end of a stall; first what cannot resolve by itself
 */
export async function drain(
  stack: FaultyStack,
  collect: () => Promise<Evidence>,
  stallSeconds: number,
  progress: (line: string) => void,
): Promise<Violation[]> {
  let fewest = Number.POSITIVE_INFINITY;
  let deadline = Date.now() + stallSeconds * 1000;
  let recoveredAt = 0;
  for (;;) {
    const redriven = await stack.queues.redrive();
    for (let count = 0; count < redriven; count++) stack.journal.count('dead letters redriven');
    const depth = await stack.queues.depth('WEBHOOKS_QUEUE_URL');
    const started = Date.now();
    const evidence = await collect();
    const violations = findViolations(evidence);
    const pauseMs = Math.min(10_000, Math.max(500, 4 * (Date.now() - started)));
    if (Date.now() - recoveredAt > RECOVER_EVERY_MS) {
      await enableAndRecover(stack, evidence);
      recoveredAt = Date.now();
    }
    const unresolved = violations.filter(({ mayResolve }) => mayResolve);
    if (unresolved.length < fewest) {
      fewest = unresolved.length;
      deadline = Date.now() + stallSeconds * 1000;
    }
    const isDrained = unresolved.length === 0 && depth === 0;
    const isStalled = Date.now() > deadline;
    if (isDrained || isStalled || violations.length > unresolved.length) {
      const parked = await stack.queues.depth('PARKED_QUEUE_URL');
      return [
        ...violations.toSorted((one, other) => Number(one.mayResolve) - Number(other.mayResolve)),
        ...(depth > 0 && isStalled
          ? [{ what: `${depth} messages are still in the webhooks queue`, ids: [], mayResolve: true }]
          : []),
        ...(parked > 0 ? [{ what: `${parked} events are parked`, ids: [], mayResolve: false }] : []),
      ];
    }
    progress(`draining: ${unresolved.length} things missing, ${depth} messages in the webhooks queue`);
    // All requests to AWS pass through this process: without a pause, checking would hold up what it waits for.
    await sleep(pauseMs);
  }
}

/** Enables the endpoints that are disabled, and recovers what is held. */
async function enableAndRecover(stack: FaultyStack, { stored, tenants }: Evidence): Promise<void> {
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
