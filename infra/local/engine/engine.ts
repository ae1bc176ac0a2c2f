import { retry } from '../../../shared/base/retry.ts';
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

/** How long an engine may take to answer its first request. */
const START_LIMIT_MS = 20_000;

/**
 * Waits until the engine answers.
 * @throws Error with the process's output, when it ended or did not answer
 */
export async function answering(client: EngineClient, name: string, child?: Child): Promise<void> {
  const deadline = Date.now() + START_LIMIT_MS;
  await retry(
    () => client.call('ListTables', { Limit: 1 }),
    async (cause) => {
      if (cause instanceof EngineError) return false;
      if (child && !child.running())
        throw new Error(`${name} ended immediately: ${child.output()}`, { cause });
      if (Date.now() > deadline) throw new Error(`${name} does not answer`, { cause });
      await new Promise((resume) => setTimeout(resume, 10));
      return true;
    },
  );
}
