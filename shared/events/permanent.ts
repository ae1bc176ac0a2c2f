import { UnreadableEvent } from './stream.ts';

/** What AWS answers to a request that it will never take, however often it comes. */
const REFUSALS: ReadonlySet<string> = new Set([
  'ValidationException',
  'ItemCollectionSizeLimitExceededException',
  'InvalidMessageContents',
  'BatchRequestTooLong',
]);

/** Whether trying again cannot help: the record itself is at fault. */
export function isPermanent(failure: unknown): boolean {
  return failure instanceof UnreadableEvent || (failure instanceof Error && REFUSALS.has(failure.name));
}
