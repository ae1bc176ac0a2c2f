/**
 * Lists that may grow fast lie in so many partitions of their index, each of which takes 1,000 new entries a second
 * (DynamoDB, partition limits). Which one an entry lies in follows from its id.
 */
const PARTS = 4;

/** Where an entry of a list lies. */
export const listShard = (list: string, id: string): string =>
  `${list}#${id.charCodeAt(id.length - 1) % PARTS}`;

/** All partitions of a list. */
export const partitionsOf = (list: string): string[] =>
  Array.from({ length: PARTS }, (_, part) => `${list}#${part}`);
