import { fork } from 'node:child_process';
import { join } from 'node:path';
import { messageOf } from '../host/child-message.ts';

export type LoadRequest =
  | { kind: 'trigger' | 'create' }
  | { kind: 'lookup' | 'details'; orderIds: readonly string[] }
  | { kind: 'transaction'; recorded: RecordedTransaction };

/** A transaction that was made once, to be sent to an engine many times, each time about another order. */
export interface RecordedTransaction {
  /** Its JSON: every other piece is a name that becomes another one each time. */
  pieces: readonly string[];
  externalId: string;
  phone: string;
}

export type LoadPlan = LoadRequest & {
  url: string;
  key: string;
  connections: number;
  seconds: number;
  /** The number of the first request; they count up from it. */
  first: number;
};

export interface LoadResult {
  seconds: number;
  /** Of each request, from its last byte sent to the last byte of its answer. */
  milliseconds: number[];
  statuses: Record<string, number>;
}

/** Sends requests as fast as they are answered, over this many connections, from a separate process. */
export async function applyLoad(plan: LoadPlan): Promise<LoadResult> {
  const child = fork(join(import.meta.dirname, 'load-generator.ts'));
  child.send(plan);
  const result = await messageOf<LoadResult>(child, 'The load generator');
  const refused = Object.keys(result.statuses).filter((status) => !status.startsWith('2'));
  if (refused.length > 0) throw new Error(`${plan.kind}: answers ${JSON.stringify(result.statuses)}`);
  return result;
}
