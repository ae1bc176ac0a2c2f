/** Of the SDK and of Node's network stack; the same request may succeed a moment later. */
const names = new Set([
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'ThrottlingException',
  'ThrottledException',
  'TooManyRequestsException',
  'TransactionConflictException',
  'TransactionCanceledException',
  'TransactionInProgressException',
  'InternalServerError',
  'InternalServiceError',
  'ServiceUnavailable',
  'TimeoutError',
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ETIMEDOUT',
]);

interface Thrown {
  name?: string;
  code?: string;
  $fault?: 'client' | 'server';
}

/** Whether an AWS client's error is temporary: throttling, a conflict, an outage, a broken connection. */
export function isTransient(thrown: unknown): boolean {
  if (typeof thrown !== 'object' || thrown === null) return false;
  const { name = '', code = '', $fault }: Thrown = thrown;
  return $fault === 'server' || names.has(name) || names.has(code);
}
