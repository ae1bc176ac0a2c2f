import type { FaultRates } from '../support/fault-rates.ts';
import type { Random } from '../support/random.ts';
import type { AwsRequest } from './aws-request.ts';

/** An error response that the service did not send. */
export interface FakeResponse {
  status: number;
  body: object;
}

/** What goes wrong with one request. */
export interface Fault {
  name: string;
  /** Delay before the request is forwarded, in milliseconds on the fast clock. */
  delayMs?: number;
  /** The response in place of the service's own. */
  response?: FakeResponse;
  /** The connection is reset in place of a response. */
  reset?: boolean;
  /** The process that sent the request is killed in place of a response. */
  kill?: boolean;
  /** Whether the request reaches the service all the same. */
  applied: boolean;
}

const error = (type: string, status = 400, fields: object = {}): FakeResponse => ({
  status,
  body: { __type: `com.amazonaws.dynamodb.v20120810#${type}`, message: 'Injected fault', ...fields },
});

/** Draws the fault of a request; undefined for most of them. */
export function drawFault(random: Random, request: AwsRequest, rates: FaultRates): Fault | undefined {
  const isWorker = request.caller.includes('.');
  if (isWorker && random.chance(rates.workerKills)) {
    const applied = random.chance(0.5);
    return { name: `killed ${applied ? 'after' : 'before'} it was applied`, kill: true, applied };
  }
  if (!random.chance(rates.requests)) return undefined;
  return random.oneOf(request.service === 'dynamodb' ? dynamodbFaults : sqsFaults)(random, request);
}

type MakeFault = (random: Random, request: AwsRequest) => Fault;

const connectionFaults: readonly MakeFault[] = [
  () => ({ name: 'connection reset before it was applied', reset: true, applied: false }),
  () => ({ name: 'connection reset after it was applied', reset: true, applied: true }),
  (random) => ({ name: 'delayed', delayMs: random.integer(50, 3000), applied: true }),
];

const internalError =
  (type: string): MakeFault =>
  (random) => {
    const applied = random.chance(0.5);
    const when = applied ? 'after' : 'before';
    return { name: `internal error ${when} it was applied`, response: error(type, 500), applied };
  };

const dynamodbFaults: readonly [MakeFault, ...MakeFault[]] = [
  () => ({ name: 'throttled', response: error('ProvisionedThroughputExceededException'), applied: false }),
  internalError('InternalServerError'),
  (_, request) => ({ name: 'conflict', response: conflictFor(request), applied: false }),
  ...connectionFaults,
];

const sqsFaults: readonly [MakeFault, ...MakeFault[]] = [
  () => ({ name: 'throttled', response: error('RequestThrottled', 403), applied: false }),
  internalError('InternalFailure'),
  ...connectionFaults,
];

/** The error of a write that conflicts with another transaction. Reads do not conflict: they are throttled instead. */
function conflictFor({ operation, body }: AwsRequest): FakeResponse {
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
