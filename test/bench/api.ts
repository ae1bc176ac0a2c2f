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

export function createApi(url: string, key: string): Api {
  return {
    async call<Answer>(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
      const answer = await fetch(url + path, {
        method,
        redirect: 'manual',
        headers: { authorization: `Bearer ${key}`, ...(body !== undefined && JSON_HEADERS), ...headers },
        ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      });
      const text = await answer.text();
      if (answer.status >= 400) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
      const isJson = answer.headers.get('content-type')?.startsWith('application/json');
      return (isJson ? JSON.parse(text) : text || undefined) as Answer;
    },
  };
}

const JSON_HEADERS = { 'content-type': 'application/json' };
