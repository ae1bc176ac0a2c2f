/** How long a command waits for an answer. */
const TIMEOUT_MS = 60_000;

/**
 * `fetch`, whose errors name the address and the cause.
 * @throws Error naming method, URL and cause when no answer comes
 */
export async function request(url: string, init: RequestInit = {}): Promise<Response> {
  try {
    return await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS), ...init });
  } catch (cause) {
    throw new Error(`${init.method ?? 'GET'} ${url} failed: ${errorSummaryOf(cause)}`, { cause });
  }
}

/** The error and what it came of, on one line. */
export function errorSummaryOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  // A connection that failed at several addresses has a reason for each, and no message.
  const parts =
    error instanceof AggregateError ? error.errors : error.cause === undefined ? [] : [error.cause];
  const messages = [error.message, ...parts.map(errorSummaryOf)];
  return (
    messages.reduce((summary, part) =>
      summary.includes(part) ? summary : summary ? `${summary}: ${part}` : part,
    ) || error.name
  );
}
