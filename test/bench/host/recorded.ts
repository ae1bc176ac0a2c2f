import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { currentFunction } from '../../../infra/local/functions/environment.ts';
import { ROUND_TRIPS, type RoundTrip } from '../../../shared/adapters/dynamo/sdk/meter.ts';
import type { RecordedTransaction } from '../load/load.ts';

/** A call of the engine that a function made. */
export interface RecordedCall {
  function: string;
  operation: string;
  /** Its input, as JSON. */
  body: string;
  began: number;
  ended: number;
}

/** Notes each call that functions of this process make from now on. @returns what ends it, and answers them */
export function recordCalls(): () => RecordedCall[] {
  const calls: RecordedCall[] = [];
  const see = (message: unknown) => {
    const { operation, input, began, ended } = message as RoundTrip;
    const name = currentFunction()?.functionName ?? '';
    calls.push({ function: name, operation, body: JSON.stringify(input), began, ended });
  };
  subscribe(ROUND_TRIPS, see);
  return () => {
    unsubscribe(ROUND_TRIPS, see);
    return calls;
  };
}

/** Calls of one function as it makes them: those of one list at the same time, one list after the other. */
export function stagesOf(calls: readonly RecordedCall[]): RecordedCall[][] {
  const stages: RecordedCall[][] = [];
  let last = Number.NEGATIVE_INFINITY;
  for (const call of calls.toSorted((one, other) => one.ended - other.ended)) {
    if (call.began < last) stages.at(-1)?.push(call);
    else {
      stages.push([call]);
      last = call.ended;
    }
  }
  return stages;
}

/** Ids, and the token of a transaction. A tenant stays the same. */
const NAMES = /\b(?!tnt_)[a-z]{3,4}_[0-9a-z]{26}|\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/;

/** What of a transaction is different for every order. */
export function templateOf(body: string, externalId: string, phone: string): RecordedTransaction {
  const names = new RegExp(`(${NAMES.source}|${externalId}|\\+${phone.slice(1)})`);
  return { pieces: body.split(names), externalId, phone };
}
