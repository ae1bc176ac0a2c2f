/**
 * The number of index partitions that a fast-growing list is spread over. Each takes 1,000 new entries a second
 * (DynamoDB, partition limits). An entry's id determines its partition.
 */
const PARTS = 4;

/** The partition that holds an entry of a list. */
export const listShard = (list: string, id: string): string =>
  `${list}#${id.charCodeAt(id.length - 1) % PARTS}`;

/** All partitions of a list. */
export const partitionsOf = (list: string): string[] =>
  Array.from({ length: PARTS }, (_, part) => `${list}#${part}`);
