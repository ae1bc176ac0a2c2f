import { abortable } from '../../base/async/abortable.ts';

/**
 * A whole text; undefined when it is too large or takes too long, and then the rest is not read.
 * @param most bytes of the text as a JSON string in UTF-8, which is how Lambda counts what a function answers
 * @param signal ends the waiting for a piece, however long that would take
 */
export async function gatherOrders(
  pieces: AsyncIterable<string>,
  most: number,
  signal: AbortSignal,
): Promise<string | undefined> {
  const gathered: string[] = [];
  let bytes = 2;
  const iterator = pieces[Symbol.asyncIterator]();
  try {
    for (;;) {
      const { done, value: piece } = await abortable(iterator.next(), signal);
      if (done) return gathered.join('');
      bytes += Buffer.byteLength(JSON.stringify(piece)) - 2;
      if (bytes > most) break;
      gathered.push(piece);
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  }
  // The end of what is still being read is not waited for.
  iterator.return?.().catch(() => undefined);
  return undefined;
}
