import { retry } from '../../../shared/base/async/retry.ts';
import type { Child } from './child.ts';
import { type EngineClient, EngineError } from './client.ts';

/** A DynamoDB that runs somewhere. */
export interface Engine {
  name: string;
  /** Shown to the person who starts the host. */
  warning?: string;
  endpoint: string;
  client: EngineClient;
  /** The process that serves it, when it is ours. */
  pid?: number;
  /** Settles when that process ends, for any reason, with its last output. */
  lost?: Promise<Error>;
  /** Deletes a table's stream records before `createdBefore`, as far as every reader has read them. */
  trimStream?(tableName: string, upTo: bigint, createdBefore: Date): void;
  stop(): Promise<void>;
}

const RETRY_MS = 10;
/**
 * Requests that an engine may leave unanswered while it starts, some 20 s of them. They are counted, because a host may
 * live by a clock that is faster than its engine.
 */
const MAX_UNANSWERED = 2000;

/**
 * Waits until the engine answers.
 * @throws Error with the process's output, when it ended or did not answer
 */
export async function answering(client: EngineClient, name: string, child?: Child): Promise<void> {
  let unanswered = 0;
  await retry(
    () => client.call('ListTables', { Limit: 1 }),
    async (cause) => {
      if (cause instanceof EngineError) return false;
      if (child && !child.running())
        throw new Error(`${name} ended immediately: ${child.output()}`, { cause });
      if (++unanswered > MAX_UNANSWERED) throw new Error(`${name} does not answer`, { cause });
      await new Promise((resume) => setTimeout(resume, RETRY_MS));
      return true;
    },
  );
}
