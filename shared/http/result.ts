import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { Reply } from './exchange.ts';
import type { Rate } from './rate-limit.ts';

/** A reply as API Gateway takes it. Answers belong to one key, and change: nobody may keep them. */
export function toResult(
  reply: Reply,
  requestId: string,
  rate: Rate | undefined,
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
      ...headers,
    },
    body: text ?? (body === undefined ? '' : JSON.stringify(body)),
  };
}
