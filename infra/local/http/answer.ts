/** An HTTP answer, ready to be written. */
export interface HttpAnswer {
  status: number;
  headers: Record<string, string | string[]>;
  body: string | Buffer;
}

/** Responses of the gateway itself, when no function gives one. */
const gatewayAnswer = (status: number, message: string): HttpAnswer => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ message }),
});

export const notFound = gatewayAnswer(404, 'Not Found');
export const tooLarge = gatewayAnswer(413, 'Request Entity Too Large');
export const failed = gatewayAnswer(500, 'Internal Server Error');
export const unavailable = gatewayAnswer(503, 'Service Unavailable');

interface Structured {
  statusCode: unknown;
  headers?: Record<string, unknown>;
  cookies?: unknown;
  body?: unknown;
  isBase64Encoded?: unknown;
}

/**
 * Interprets a function's result as an HTTP API does: with a `statusCode` it is the response, without one it is the JSON
 * body of a 200. Anything that is no valid response becomes a 500.
 */
export function toAnswer(result: unknown): HttpAnswer {
  if (typeof result !== 'object' || result === null || !('statusCode' in result))
    return {
      status: 200,
      headers: { 'content-type': 'application/json' },
      body: typeof result === 'string' ? result : (JSON.stringify(result) ?? ''),
    };
  const { statusCode, headers: given = {}, cookies, body, isBase64Encoded } = result as Structured;
  const status = Number(statusCode);
  if (!Number.isInteger(status) || status < 200 || status > 599) return failed;
  if (body !== undefined && body !== null && typeof body !== 'string') return failed;
  const headers: HttpAnswer['headers'] = {};
  for (const [name, value] of Object.entries(given)) headers[name.toLowerCase()] = String(value);
  headers['content-type'] ??= 'text/plain;charset=UTF-8';
  if (Array.isArray(cookies) && cookies.length > 0) headers['set-cookie'] = cookies.map(String);
  return {
    status,
    headers,
    body: isBase64Encoded === true ? Buffer.from(body ?? '', 'base64') : (body ?? ''),
  };
}
