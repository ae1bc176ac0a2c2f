import { randomUUID } from 'node:crypto';
import { type ApiResponse, type RequestOptions, request } from '../../support/api/client.ts';
import type { FaultyStack } from '../stack/faulty-stack.ts';

/** A client that retries until it is answered. */
export interface ApiClient {
  /**
   * Sends `POST /path` until the answer is neither 5xx nor 429, with the same Idempotency-Key each time if it is a POST.
   * @returns the body of a successful answer
   * @throws RefusedError for any other answer
   * @throws Error when there is no answer in five minutes
   */
  sendUntilAnswered<Body = Record<string, unknown>>(line: string, options: RequestOptions): Promise<Body>;
}

/** The API refused a request for good. */
class RefusedError extends Error {
  readonly response: ApiResponse;

  constructor(line: string, response: ApiResponse) {
    super(`${line}: ${response.status} ${JSON.stringify(response.body)}`);
    this.name = 'RefusedError';
    this.response = response;
  }

  /** The error code of the platform API. */
  get code(): string | undefined {
    return (this.response.body as { error?: { code?: string } } | undefined)?.error?.code;
  }
}

/** Long enough for a busy machine that restarts the host meanwhile. */
const TIMEOUT_MS = 300_000;
const RETRY_DELAY_MS = 50;

/** A client of this stack, which counts answers by class in its journal: `API: 5xx`, `API: no answer`. */
export function createApiClient({ url, journal }: FaultyStack): ApiClient {
  return {
    async sendUntilAnswered<Body>(line: string, { headers, ...options }: RequestOptions) {
      const key = line.startsWith('POST') ? { 'idempotency-key': randomUUID() } : {};
      const deadline = Date.now() + TIMEOUT_MS;
      for (;;) {
        const response = await request(url, line, { ...options, headers: { ...key, ...headers } }).catch(
          () => undefined,
        );
        journal.count(`API: ${response ? `${Math.floor(response.status / 100)}xx` : 'no answer'}`);
        if (response && response.status < 400) return response.body as Body;
        const isTransient = response === undefined || response.status >= 500 || response.status === 429;
        if (!isTransient) throw new RefusedError(line, response);
        if (Date.now() > deadline) throw new Error(`${line} was not answered in ${TIMEOUT_MS} ms`);
        await new Promise((resume) => setTimeout(resume, RETRY_DELAY_MS));
      }
    },
  };
}

/**
 * Awaits a request that may be refused with 409, because the state has changed meanwhile.
 * @param code the only error code that is expected, if one is given
 */
export async function allowConflict(sent: Promise<unknown>, code?: string): Promise<void> {
  try {
    await sent;
  } catch (error) {
    if (!(error instanceof RefusedError) || error.response.status !== 409) throw error;
    if (code !== undefined && error.code !== code) throw error;
  }
}
