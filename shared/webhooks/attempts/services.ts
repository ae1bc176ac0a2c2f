import type { Clock } from '../../base/clock.ts';
import type { Cipher } from '../../cipher/cipher.ts';
import type { Table } from '../../dynamo/table.ts';
import type { Logger } from '../../logging/logger.ts';
import type { Outcome } from '../../outbound/outcome.ts';
import type { Post } from '../../outbound/post.ts';
import type { Queues } from '../../queues/queues.ts';
import type { Speed } from '../../queues/wait.ts';

/** What an attempt needs of the world. */
export interface AttemptServices {
  table: Table;
  queues: Queues;
  cipher: Pick<Cipher, 'open'>;
  post: (request: Post) => Promise<Outcome>;
  clock: Clock;
  speed: Speed;
  /** Plain http and private addresses as receivers: on one's own machine only. */
  allowPrivate: boolean;
  log: Logger;
  /** Waits so many milliseconds; real ones unless it is given. */
  sleep?: (milliseconds: number) => Promise<unknown>;
}
