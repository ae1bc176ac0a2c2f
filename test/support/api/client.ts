/** What came back over HTTP: the body as JSON where it is, else as text. */
export interface ApiResponse {
  status: number;
  headers: Record<string, string>;
  body: unknown;
}

export interface RequestOptions {
  /** `Authorization: Bearer` */
  key?: string;
  /** Text and bytes are sent as they are; anything else as JSON. */
  body?: unknown;
  headers?: Record<string, string>;
}

/** Sends `POST /path` to a server that listens for real. */
export async function request(
  url: string,
  line: string,
  { key, body, headers }: RequestOptions = {},
): Promise<ApiResponse> {
  const [method = '', path = ''] = line.split(' ');
  const isReady = typeof body === 'string' || body instanceof Uint8Array || body === undefined;
  const text = isReady ? body : JSON.stringify(body);
  const response = await fetch(url + path, {
    method,
    headers: {
      ...(text !== undefined && { 'content-type': 'application/json' }),
      ...(key !== undefined && { authorization: `Bearer ${key}` }),
      ...headers,
    },
    ...(text !== undefined && { body: text }),
  });
  const answer = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json') && answer !== '';
  return {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: isJson ? JSON.parse(answer) : answer,
  };
}

/** A tenant with a key of each mode, made through the platform API. */
export async function createTenant(
  { url, adminKey }: { url: string; adminKey: string },
  given: object = {},
): Promise<{ id: string; testKey: string; liveKey: string }> {
  const body = { name: 'Mi Tienda', country: 'CO', currency: 'COP', ...given };
  const made = await request(url, 'POST /platform/v1/tenants', { key: adminKey, body });
  const { id } = succeeded(made) as { id: string };
  const keyOf = async (mode: 'test' | 'live') => {
    const path = `POST /platform/v1/tenants/${id}/api-keys`;
    return (succeeded(await request(url, path, { key: adminKey, body: { mode } })) as { key: string }).key;
  };
  return { id, testKey: await keyOf('test'), liveKey: await keyOf('live') };
}

function succeeded({ status, body }: ApiResponse): unknown {
  if (status !== 201) throw new Error(`${status}: ${JSON.stringify(body)}`);
  return body;
}
