import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { AttemptMessage, Permit } from '../deliveries/attempt-message.ts';
import type { AttemptServices } from '../deliveries/attempt-services.ts';
import type { WebhookEndpoint } from '../endpoints/endpoint.ts';
import { grantFreedPlaces, joinLine } from './line.ts';
import { isInTime, type Limits, limitsOf, retakePlace, takePlace } from './throttle.ts';
import { changeThrottle, returnPermit, ThrottleContended } from './throttle-store.ts';

/** An attempt that may be made now. */
export interface AttemptAdmission {
  /**
   * Releases its place, if it has one, to the next attempt. It never throws: a place that is not released expires.
   * @param mine whether this worker made the attempt, or no worker makes it
   */
  end(mine: boolean): Promise<void>;
}

const free: AttemptAdmission = { end: async () => {} };

/**
 * Admits an attempt within its endpoint's limits, after a wait of at most 2 s. Undefined when it waits in line: its
 * message may be acknowledged. An endpoint without limits costs nothing here.
 */
export async function admitAttempt(
  services: AttemptServices,
  message: AttemptMessage,
  endpoint: WebhookEndpoint | undefined,
): Promise<AttemptAdmission | undefined> {
  const { clock } = services;
  const { turn: given } = message;
  if (endpoint === undefined) return free;
  const limits = limitsOf(endpoint, clock());
  if (limits === undefined) return given ? admission(services, message, endpoint, given) : free;
  const inTime = given && isInTime(given, limits, clock());
  const permit = inTime ? given : await takePermitOrWait(services, message, limits);
  if (permit === undefined) return undefined;
  const wait = Math.ceil(permit.startAt - clock().getTime());
  if (wait > 0) await (services.sleep ?? sleep)(wait);
  return Number.isFinite(limits.places) ? admission(services, message, endpoint, permit) : free;
}

/** Gives the place back that an attempt came out of the line with, when it is not to be made now. */
export async function giveUpPermit(
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
  permit: Permit,
): AttemptAdmission {
  return {
    async end(mine) {
      // The message may have come twice, and another worker may be using the place that the line gave.
      if (!mine && message.turn?.place === permit.place) return;
      try {
        const left = await returnPermit(services.table, message, permit.place);
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
async function takePermitOrWait(
  services: AttemptServices,
  message: AttemptMessage,
  limits: Limits,
): Promise<Permit | undefined> {
  try {
    const permit = await takePermit(services, message, limits);
    if (permit === undefined) await joinLine(services, message);
    return permit;
  } catch (error) {
    if (!(error instanceof ThrottleContended)) throw error;
    const { turn: _past, ...again } = message;
    const delaySeconds = 1 + Math.floor(Math.random() * CROWD_SECONDS);
    await services.queues.send('webhooks', [{ body: again, group: message.endpointId, delaySeconds }]);
    return undefined;
  }
}

/** Attempts that conflict with each other are retried spread over so many seconds. */
const CROWD_SECONDS = 15;

async function takePermit(
  { table, clock }: AttemptServices,
  message: AttemptMessage,
  limits: Limits,
): Promise<Permit | undefined> {
  const { turn: given } = message;
  const place = given?.place ?? randomUUID();
  const { permit } = await changeThrottle(table, message, clock, (throttle) => {
    const took = (given ? retakePlace : takePlace)(throttle, limits, place, clock());
    return { throttle: took?.throttle, permit: took?.permit };
  });
  return permit;
}
