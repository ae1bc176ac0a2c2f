/** Calls of an HTTP API that answers JSON. */
export interface Api {
  /** @throws Error with the answer, when it is none of 2xx */
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
        headers: { authorization: `Bearer ${key}`, ...(body !== undefined && JSON_HEADERS), ...headers },
        ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      });
      const text = await answer.text();
      if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
      return (text === '' ? undefined : JSON.parse(text)) as Answer;
    },
  };
}

const JSON_HEADERS = { 'content-type': 'application/json' };
