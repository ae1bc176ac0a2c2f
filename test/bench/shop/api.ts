import { setTimeout as sleep } from 'node:timers/promises';
import { request } from '../../../infra/request.ts';

/** Calls of an HTTP API that mostly answers JSON. Anything else comes as text, and redirects are not followed. */
export interface Api {
  /** @throws Error with the answer, when it is none of 2xx and 3xx */
  call<Answer = unknown>(
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<Answer>;
}

/** @param key goes with every request; without it, what a request brings itself */
export function createApi(url: string, key?: string): Api {
  return {
    async call<Answer>(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
      const answer = await fetchPatiently(url + path, {
        method,
        redirect: 'manual',
        headers: {
          ...(key !== undefined && { authorization: `Bearer ${key}` }),
          ...(body !== undefined && JSON_HEADERS),
          ...headers,
        },
        ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      });
      const text = await answer.text();
      if (answer.status >= 400) throw new Error(`${method} ${url}${path}: ${answer.status} ${text}`);
      const isJson = answer.headers.get('content-type')?.startsWith('application/json');
      return (isJson ? JSON.parse(text) : text || undefined) as Answer;
    },
  };
}

/** How often a request is made before a 503 counts as its answer. */
const MOST_TIMES = 10;

/** Asks again after a 503: on a machine that is busy with other things, a query over 100,000 orders may need it. */
export async function fetchPatiently(url: string, init: RequestInit): Promise<Response> {
  for (let times = 1; ; times++) {
    const answer = await request(url, init);
    if (answer.status !== 503 || times === MOST_TIMES) return answer;
    await answer.body?.cancel();
    await sleep(1000);
  }
}

const JSON_HEADERS = { 'content-type': 'application/json' };
