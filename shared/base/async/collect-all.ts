/** All items of a source, in its order. */
export async function collectAll<One>(source: AsyncIterable<One>): Promise<One[]> {
  const items: One[] = [];
  for await (const item of source) items.push(item);
  return items;
}
