/**
 * All of a text, unless it takes more than it may: then undefined, and the rest is not read.
 * @param most bytes of the text as a JSON string in UTF-8, which is how Lambda counts what a function answers
 * @param signal the pieces end with an error when it is aborted; that is not passed on
 */
export async function gatherOrders(
  pieces: AsyncIterable<string>,
  most: number,
  signal: AbortSignal,
): Promise<string | undefined> {
  const gathered: string[] = [];
  let bytes = 2;
  try {
    for await (const piece of pieces) {
      bytes += Buffer.byteLength(JSON.stringify(piece)) - 2;
      if (bytes > most) return undefined;
      gathered.push(piece);
    }
    return gathered.join('');
  } catch (error) {
    if (signal.aborted) return undefined;
    throw error;
  }
}
