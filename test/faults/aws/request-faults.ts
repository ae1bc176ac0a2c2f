import type { Random } from '../support/random.ts';

/** A request of AWS's JSON protocol, on its way. */
export interface AwsCall {
  service: 'dynamodb' | 'sqs';
  /** `TransactWriteItems` */
  operation: string;
  /** The function's name and process id, `deliver-webhook.4711`; `local` for one that runs inside the host. */
  caller: string;
  body: string;
}

/** An answer that the service never gave. */
export interface MadeUp {
  status: number;
  body: object;
}

/** What befalls a request. */
export interface Fault {
  name: string;
  /** Milliseconds that it is held up on its way there. */
  delayMs?: number;
  /** What is answered in place of the service; the request may have reached it or not. */
  answer?: MadeUp;
  /** The connection breaks, before the request gets there or before its answer gets back. */
  reset?: boolean;
  /** The process that sent it is killed at that moment. */
  kill?: boolean;
  /** Whether the service gets the request all the same. */
  applied: boolean;
}

export interface FaultShares {
  /** Of all requests: throttled, refused for an inner fault or a conflict, broken off, held up. */
  faults: number;
  /** Of the requests of workers: those on which the worker dies. */
  kills: number;
}

const error = (type: string, status = 400, more: object = {}): MadeUp => ({
  status,
  body: { __type: `com.amazonaws.dynamodb.v20120810#${type}`, message: 'A fault of the harness', ...more },
});

/** Decides what befalls each request; nothing does, mostly. */
export function drawFault(random: Random, call: AwsCall, shares: FaultShares): Fault | undefined {
  const isWorker = call.caller.includes('.');
  if (isWorker && random.chance(shares.kills)) {
    const applied = random.chance(0.5);
    return { name: `killed ${applied ? 'after' : 'before'} it was applied`, kill: true, applied };
  }
  if (!random.chance(shares.faults)) return undefined;
  return random.oneOf(call.service === 'dynamodb' ? tableFaults : queueFaults)(random, call);
}

type Draw = (random: Random, call: AwsCall) => Fault;

const common: readonly Draw[] = [
  () => ({ name: 'reset before', reset: true, applied: false }),
  () => ({ name: 'reset after', reset: true, applied: true }),
  (random) => ({ name: 'held up', delayMs: random.whole(50, 3000), applied: true }),
];

const tableFaults: readonly [Draw, ...Draw[]] = [
  () => ({ name: 'throttled', answer: error('ProvisionedThroughputExceededException'), applied: false }),
  (random) => {
    const applied = random.chance(0.5);
    const when = applied ? 'after' : 'before';
    return { name: `inner error ${when}`, answer: error('InternalServerError', 500), applied };
  },
  (_, call) => ({ name: 'conflict', answer: conflictFor(call), applied: false }),
  ...common,
];

const queueFaults: readonly [Draw, ...Draw[]] = [
  () => ({ name: 'throttled', answer: error('RequestThrottled', 403), applied: false }),
  (random) => {
    const applied = random.chance(0.5);
    const when = applied ? 'after' : 'before';
    return { name: `inner error ${when}`, answer: error('InternalFailure', 500), applied };
  },
  ...common,
];

/** What a write hears that meets somebody else's transaction; a read is throttled instead. */
function conflictFor({ operation, body }: AwsCall): MadeUp {
  if (operation === 'TransactWriteItems') {
    const { TransactItems } = JSON.parse(body) as { TransactItems: unknown[] };
    const CancellationReasons = TransactItems.map((_, at) => ({
      Code: at === TransactItems.length - 1 ? 'TransactionConflict' : 'None',
    }));
    return error('TransactionCanceledException', 400, { CancellationReasons });
  }
  if (['PutItem', 'UpdateItem', 'DeleteItem'].includes(operation))
    return error('TransactionConflictException');
  return error('ThrottlingException');
}

interface Entry {
  Id: string;
  MessageBody: string;
  DelaySeconds?: number;
}

/** SQS at its worst within its promise: messages come twice, late, and in another order. */
export function disturbed(random: Random, body: string, share: number): string {
  const batch = JSON.parse(body) as { Entries?: Entry[] };
  if (batch.Entries === undefined) return body;
  const Entries = random.shuffled(batch.Entries).map((entry) => {
    if (!random.chance(share)) return entry;
    const DelaySeconds = Math.min(900, (entry.DelaySeconds ?? 0) + random.whole(1, 5));
    return { ...entry, DelaySeconds };
  });
  return JSON.stringify({ ...batch, Entries });
}

/** A second copy of some messages, to be sent beside them: at the same time, or long after. */
export function copiesOf(random: Random, body: string, share: number): string | undefined {
  const batch = JSON.parse(body) as { Entries?: Entry[] };
  const Entries = (batch.Entries ?? []).flatMap((entry) => {
    if (!random.chance(share)) return [];
    const late = random.chance(0.5) ? random.whole(1, 45) : 0;
    return [{ ...entry, DelaySeconds: Math.min(900, (entry.DelaySeconds ?? 0) + late) }];
  });
  return Entries.length === 0 ? undefined : JSON.stringify({ ...batch, Entries });
}
