import type { Handler } from '../../../shared/http/exchange.ts';
import { context, type Sent, toEvent } from './event.ts';

export interface HandlerResponse {
  status: number;
  headers: Record<string, string>;
  /** The JSON it holds, or the text of another type; undefined when it is empty. */
  body: unknown;
  /** The values of `Set-Cookie`, where there are any. */
  cookies?: string[];
}

/** Sends a request to a function the way API Gateway does. */
export async function send(handler: Handler, sent: Sent): Promise<HandlerResponse> {
  const { statusCode = 0, headers = {}, body = '', cookies } = await handler(toEvent(sent), context);
  return {
    status: statusCode,
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)])),
    body: body === '' ? undefined : isJson(headers) ? JSON.parse(body) : body,
    ...(cookies && { cookies }),
  };
}

const isJson = (headers: Record<string, unknown>): boolean =>
  String(headers['content-type']).startsWith('application/json');
