import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { Reply } from './exchange.ts';
import { ignoredParametersHeader } from './ignored-parameters.ts';
import type { Rate } from './rate-limit.ts';

/** Lambda hands on 6 MiB at most, as JSON: the body's quotes are escaped in it, and the headers need room. */
const MOST_BYTES = 6 * 1024 * 1024 - 50_000;

/** Whether Lambda can hand a result on; one that it cannot would be answered with the gateway's own 500. */
export const canBeSent = ({ body = '' }: APIGatewayProxyStructuredResultV2): boolean =>
  body.length < 1_000_000 || Buffer.byteLength(JSON.stringify(body)) <= MOST_BYTES;

/** A reply in API Gateway's form. Answers belong to one key, and change: no cache may keep them. */
export function toResult(
  reply: Reply,
  requestId: string,
  rate: Rate | undefined,
  ignored: readonly string[] = [],
): APIGatewayProxyStructuredResultV2 {
  const { status, body, text, headers } = reply;
  return {
    statusCode: status,
    headers: {
      ...(body !== undefined && { 'content-type': 'application/json; charset=utf-8' }),
      'cache-control': 'no-store',
      'x-request-id': requestId,
      ...(rate && {
        'ratelimit-limit': String(rate.limit),
        'ratelimit-remaining': String(rate.remaining),
        'ratelimit-reset': String(rate.resetSeconds),
      }),
      ...ignoredParametersHeader(ignored),
      ...headers,
    },
    body: text ?? (body === undefined ? '' : JSON.stringify(body)),
  };
}
