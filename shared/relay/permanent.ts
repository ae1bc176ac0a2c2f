import { MessageNotSent } from '../adapters/queues/queues.ts';
import { UnreadableEvent } from '../events/stream.ts';

/** What AWS answers to a request that it will never take, however often it comes. */
const REFUSALS: ReadonlySet<string> = new Set([
  'ValidationException',
  'ItemCollectionSizeLimitExceededException',
  'InvalidMessageContents',
  'InvalidParameterValue',
  'BatchRequestTooLong',
]);

/** Whether trying again cannot help: the record itself is at fault. */
export function isPermanent(failure: unknown): boolean {
  if (failure instanceof UnreadableEvent) return true;
  if (failure instanceof MessageNotSent) return REFUSALS.has(failure.code);
  return failure instanceof Error && REFUSALS.has(failure.name);
}
