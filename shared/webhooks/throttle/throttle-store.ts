import { pause } from '../../adapters/dynamo/conflicts.ts';
import {
  type ConflictPolicy,
  type Decision,
  decideAndStore,
  type SingleWrite,
} from '../../adapters/dynamo/decide-and-store.ts';
import { ConditionFailed } from '../../adapters/dynamo/errors.ts';
import { absent, type Condition, type Item, type Key, versionIs } from '../../adapters/dynamo/expressions.ts';
import type { Table } from '../../adapters/dynamo/table.ts';
import type { Clock } from '../../base/clock.ts';
import { type Scope, scopeKey } from '../../base/scope.ts';
import type { AttemptMessage } from '../deliveries/attempt-message.ts';
import { idleThrottle, type Throttle } from './throttle.ts';

/** The endpoint that it limits. */
export interface ThrottleOwner extends Scope {
  endpointId: string;
}

const partition = (owner: ThrottleOwner): string => `TURNS#${scopeKey(owner)}#${owner.endpointId}`;

const throttleKey = (owner: ThrottleOwner): Key => ({ pk: partition(owner), sk: 'TURNS' });

const WAITING_PREFIX = 'WAITING#';

/** One attempt that waits in line. Deliveries' ids sort by the time of their events: the oldest is first. */
export interface Waiting {
  place: string;
  message: AttemptMessage;
}

export const placeInLine = ({ deliveryId, attempt }: AttemptMessage): string =>
  `${deliveryId}#${String(attempt).padStart(4, '0')}`;

/** Puts an attempt in line; again, it changes nothing. */
export async function putWaiting(table: Table, message: AttemptMessage): Promise<void> {
  const sk = `${WAITING_PREFIX}${placeInLine(message)}`;
  await table.put({ pk: partition(message), sk, entity: 'webhook-waiting', message });
}

/** The first in line. Their messages are sent on as they are stored: they are parsed where they come out of the queue. */
export async function firstWaiting(table: Table, owner: ThrottleOwner, limit: number): Promise<Waiting[]> {
  const { items } = await table.query({ pk: partition(owner), prefix: WAITING_PREFIX, limit });
  return items.map(({ sk, message }) => ({
    place: sk.slice(WAITING_PREFIX.length),
    message: message as AttemptMessage,
  }));
}

export async function removeWaiting(table: Table, owner: ThrottleOwner, { place }: Waiting): Promise<void> {
  await table.delete({ pk: partition(owner), sk: `${WAITING_PREFIX}${place}` });
}

/**
 * Counts one more in line, if there is a line that will be processed after this instant.
 * @returns false when there is none
 */
export async function countJoined(table: Table, owner: ThrottleOwner, lookedAfter: Date): Promise<boolean> {
  const isScheduled: Condition = {
    expression: '#line > :after',
    names: { '#line': 'lineAt' },
    values: { ':after': lookedAfter.toISOString() },
  };
  try {
    await table.update(throttleKey(owner), { add: { joined: 1 } }, isScheduled);
    return true;
  } catch (error) {
    if (error instanceof ConditionFailed) return false;
    throw error;
  }
}

/** An endpoint that nothing was sent to for so long has no attempts waiting either. */
const KEPT_SECONDS = 30 * 86_400;

/** Too many writers change the throttle of one endpoint at the same time. */
export class ThrottleContended extends Error {
  constructor(options?: ErrorOptions) {
    super('Other writers keep changing the throttle', options);
    this.name = 'ThrottleContended';
  }
}

/** A change of a throttle that needs more than the throttle itself. */
interface PreparedChange<Prepared, Answer> {
  /** Reads and sends what the decision needs. Repeated after other writers, until it is stored. */
  prepare: (throttle: Throttle) => Promise<Prepared>;
  decide: (throttle: Throttle, prepared: Prepared) => Answer;
}

/**
 * Changes an endpoint's throttle, deciding again when another writer was faster. Changes within this process are
 * made one after the other, so that conflicts arise only with other processes.
 * @returns the last answer of `decide`; an undefined throttle leaves it as it is
 * @throws ThrottleContended
 */
export function changeThrottle<Answer extends { throttle: Throttle | undefined }, Prepared = never>(
  table: Table,
  owner: ThrottleOwner,
  clock: Clock,
  change: ((throttle: Throttle) => Answer) | PreparedChange<Prepared, Answer>,
): Promise<Answer> {
  return oneAfterTheOther(table, partition(owner), () =>
    decideAndStore(
      { table, clock },
      {
        async load() {
          const item = await table.get(throttleKey(owner));
          const before = item === undefined ? idleThrottle : throttleFromItem(item);
          if (typeof change === 'function') return { before, decided: () => change(before) };
          const prepared = await change.prepare(before);
          return { before, decided: () => change.decide(before, prepared) };
        },
        decide({ before, decided }, { now }): Decision<Answer> {
          const answer = decided();
          if (answer.throttle === undefined) return { answer };
          return { answer: () => answer, write: throttleWrite(owner, before, answer.throttle, now) };
        },
        conflicts,
      },
    ),
  );
}

const conflicts: ConflictPolicy = {
  attempts: 20,
  exhausted: (cause) => new ThrottleContended({ cause }),
  wait: (times) => pause(Math.min(times, 4)),
};

function throttleWrite(owner: ThrottleOwner, before: Throttle, after: Throttle, now: Date): SingleWrite {
  const { places, nextStart, lineAt } = after;
  const version = before.version + 1;
  const rest = { nextStart, version, expiresAt: Math.floor(now.getTime() / 1000) + KEPT_SECONDS };
  if (before.version === 0) {
    const item = { ...throttleKey(owner), entity: 'webhook-turns', places, lineAt, joined: 0, ...rest };
    return { put: item, if: absent };
  }
  // Place by place, so that a place that was released in the meantime is not restored.
  const taken = Object.entries(places).filter(([place, until]) => before.places[place] !== until);
  const left = Object.keys(before.places).filter((place) => !(place in places));
  const changes = {
    set: {
      ...Object.fromEntries(taken.map(([place, until]) => [`places.${place}`, until])),
      lineAt,
      ...rest,
    },
    remove: [...left.map((place) => `places.${place}`), ...(lineAt === undefined ? ['lineAt'] : [])],
  };
  const ends = before.lineAt !== undefined && lineAt === undefined;
  const condition = ends ? unchanged(before) : versionIs(before.version);
  return { update: throttleKey(owner), changes, if: condition };
}

/** Nothing was changed, and no attempt joined the line. */
const unchanged = ({ version, joined }: Throttle): Condition => ({
  expression: '#version = :version AND #joined = :joined',
  names: { '#version': 'version', '#joined': 'joined' },
  values: { ':version': version, ':joined': joined },
});

/** Releases a place. @returns the throttle after that; undefined when the place had expired */
export async function returnPermit(
  table: Table,
  owner: ThrottleOwner,
  place: string,
): Promise<Throttle | undefined> {
  const held: Condition = {
    expression: 'attribute_exists(#places.#place)',
    names: { '#places': 'places', '#place': place },
  };
  try {
    return throttleFromItem(await table.update(throttleKey(owner), { remove: [`places.${place}`] }, held));
  } catch (error) {
    if (error instanceof ConditionFailed) return undefined;
    throw error;
  }
}

function throttleFromItem({ places, nextStart, lineAt, joined, version }: Item): Throttle {
  return { places, nextStart, lineAt, joined, version } as Throttle;
}

const runningOn = new WeakMap<Table, Map<string, Promise<unknown>>>();

async function oneAfterTheOther<Result>(
  table: Table,
  name: string,
  work: () => Promise<Result>,
): Promise<Result> {
  const running = runningOn.get(table) ?? new Map<string, Promise<unknown>>();
  runningOn.set(table, running);
  const turn = (running.get(name) ?? Promise.resolve()).then(work);
  const settled = turn.catch(() => {});
  running.set(name, settled);
  try {
    return await turn;
  } finally {
    if (running.get(name) === settled) running.delete(name);
  }
}
