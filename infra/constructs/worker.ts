import { Duration } from 'aws-cdk-lib';

export type WorkerName =
  | 'relay-events'
  | 'relay-later'
  | 'dial-call'
  | 'deliver-webhook'
  | 'recover-webhooks'
  | 'write-export'
  | 'make-bookings'
  | 'keep-search'
  | 'act-in-bulk'
  | 'sweep-due'
  | 'post-alarm';

/** Of those that need more than the rest. */
export const WORKER_MEMORY_MB: Readonly<Partial<Record<WorkerName, number>>> = {
  // Holds the names of all documents that it merges, and their words of one first character: up to 1.5 million.
  'keep-search': 3008,
};

/** Each worker's handler is `functions/workers/<name>.ts`. A queue hides a message for six times its worker's timeout. */
export const WORKER_TIMEOUTS: Readonly<Record<WorkerName, Duration>> = {
  'relay-events': Duration.seconds(60),
  'relay-later': Duration.seconds(60),
  'dial-call': Duration.seconds(30),
  // An exchange with a receiver takes up to 15 s, a batch has its exchanges at the same time.
  'deliver-webhook': Duration.seconds(30),
  // A page takes less than a second; the rest continues in the next invocation.
  'recover-webhooks': Duration.seconds(60),
  // A million orders take about a minute.
  'write-export': Duration.minutes(5),
  // Two requests to the location provider, of up to 5 s each, and the transaction.
  'make-bookings': Duration.seconds(30),
  // It begins nothing after five minutes; the largest merge, once begun, takes some minutes more.
  'keep-search': Duration.minutes(15),
  // A page of orders takes a few seconds; the rest continues in the next invocation.
  'act-in-bulk': Duration.seconds(60),
  // Done before the next one starts.
  'sweep-due': Duration.seconds(50),
  // One exchange of up to 15 s.
  'post-alarm': Duration.seconds(30),
};
