import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { Problem } from '../base/problem.ts';
import { corsHeaders } from './cors.ts';
import type { Exchange, Reply } from './exchange.ts';
import { isPublicPage, publicHeaders } from './public-headers.ts';
import { refusalReply } from './refusal-reply.ts';
import { ignoredParametersHeader } from './requests/ignored-parameters.ts';

/** Lambda returns 6 MiB at most, as JSON: the body's quotes are escaped in it, and the headers need room. */
const MAX_BYTES = 6 * 1024 * 1024 - 50_000;

/** Whether Lambda can hand a result on; one that it cannot would be answered with the gateway's own 500. */
const canBeSent = ({ body = '' }: APIGatewayProxyStructuredResultV2): boolean =>
  body.length < 1_000_000 || Buffer.byteLength(JSON.stringify(body)) <= MAX_BYTES;

/** A reply in API Gateway's form; a refusal in its place when it is larger than Lambda can hand on. */
export function resultOf(exchange: Exchange, reply: Reply): APIGatewayProxyStructuredResultV2 {
  const whole = toResult(exchange, reply);
  const result = canBeSent(whole)
    ? whole
    : toResult(exchange, refusalReply(exchange.dialect, new Problem('answer_too_large')));
  return exchange.event.requestContext.http.method === 'HEAD'
    ? { ...result, body: '', isBase64Encoded: false }
    : result;
}

/** Answers belong to one key, and change: no cache may keep them. */
function toResult(
  exchange: Exchange,
  { status, body, text, bytes, headers, cookies = exchange.cookies }: Reply,
): APIGatewayProxyStructuredResultV2 {
  const { declaration, requestId, rate, ignored } = exchange;
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
      ...(isPublicPage(declaration) && publicHeaders()),
      ...corsHeaders(exchange, headers?.allow),
      ...headers,
    },
    ...(cookies.length > 0 && { cookies: [...cookies] }),
    ...(bytes
      ? { body: Buffer.from(bytes).toString('base64'), isBase64Encoded: true }
      : { body: text ?? (body === undefined ? '' : JSON.stringify(body)) }),
  };
}
