import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { AttemptMessage, Turn } from '../deliveries/attempt-message.ts';
import type { AttemptServices } from '../deliveries/attempt-services.ts';
import type { WebhookEndpoint } from '../endpoints/endpoint.ts';
import { grantFreedPlaces, joinLine } from './line.ts';
import { isInTime, type Limits, limitsOf, retakePlace, takePlace } from './turns.ts';
import { changeTurns, returnTurn, TurnsContended } from './turns-store.ts';

/** An attempt that may be made now. */
export interface TurnAdmission {
  /**
   * Gives its place, if it has one, to the next. It never throws: a place that is not given back runs out.
   * @param mine whether the attempt was made here, or is made by no one
   */
  end(mine: boolean): Promise<void>;
}

const free: TurnAdmission = { end: async () => {} };

/**
 * Lets an attempt through as its endpoint's limits allow it, after a wait of at most 2 s. Undefined when it waits in
 * line: its message may be acknowledged. An endpoint without limits costs nothing here.
 */
export async function admitAttempt(
  services: AttemptServices,
  message: AttemptMessage,
  endpoint: WebhookEndpoint | undefined,
): Promise<TurnAdmission | undefined> {
  const { clock } = services;
  const { turn: given } = message;
  if (endpoint === undefined) return free;
  const limits = limitsOf(endpoint, clock());
  if (limits === undefined) return given ? admission(services, message, endpoint, given) : free;
  const inTime = given && isInTime(given, limits, clock());
  const turn = inTime ? given : await takeTurnOrWait(services, message, limits);
  if (turn === undefined) return undefined;
  const wait = Math.ceil(turn.startAt - clock().getTime());
  if (wait > 0) await (services.sleep ?? sleep)(wait);
  return Number.isFinite(limits.places) ? admission(services, message, endpoint, turn) : free;
}

/** Gives the place back that an attempt came out of the line with, when it is not to be made now. */
export async function giveUpTurn(
  services: AttemptServices,
  message: AttemptMessage,
  endpoint: WebhookEndpoint,
): Promise<void> {
  if (message.turn) await admission(services, message, endpoint, message.turn).end(true);
}

function admission(
  services: AttemptServices,
  message: AttemptMessage,
  endpoint: WebhookEndpoint,
  turn: Turn,
): TurnAdmission {
  return {
    async end(mine) {
      // Another worker may make the attempt in a place that the line gave: its message may have come twice.
      if (!mine && message.turn?.place === turn.place) return;
      try {
        const left = await returnTurn(services.table, message, turn.place);
        if (left?.lineAt !== undefined) await grantFreedPlaces(services, endpoint);
      } catch (error) {
        services.log.warn('A place could not be released and will expire', {
          endpointId: endpoint.id,
          error,
        });
      }
    },
  };
}

/** Undefined when the attempt waits. */
async function takeTurnOrWait(
  services: AttemptServices,
  message: AttemptMessage,
  limits: Limits,
): Promise<Turn | undefined> {
  try {
    const turn = await takeTurn(services, message, limits);
    if (turn === undefined) await joinLine(services, message);
    return turn;
  } catch (error) {
    if (!(error instanceof TurnsContended)) throw error;
    const { turn: _past, ...again } = message;
    const delaySeconds = 1 + Math.floor(Math.random() * CROWD_SECONDS);
    await services.queues.send('webhooks', [{ body: again, group: message.endpointId, delaySeconds }]);
    return undefined;
  }
}

/** Attempts that conflict with each other are retried spread over so many seconds. */
const CROWD_SECONDS = 15;

async function takeTurn(
  { table, clock }: AttemptServices,
  message: AttemptMessage,
  limits: Limits,
): Promise<Turn | undefined> {
  const { turn: given } = message;
  const place = given?.place ?? randomUUID();
  const { turn } = await changeTurns(table, message, clock, (turns) => {
    const took = (given ? retakePlace : takePlace)(turns, limits, place, clock());
    return { turns: took?.turns, turn: took?.turn };
  });
  return turn;
}
