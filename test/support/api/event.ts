import type { APIGatewayProxyEventV2, Context } from 'aws-lambda';
import { patience } from '../time/patience.ts';

export interface Sent {
  method?: string;
  /** With its query string. */
  path: string;
  pathParameters?: Record<string, string>;
  headers?: Record<string, string>;
  /** A text is sent as it is; anything else as JSON. */
  body?: unknown;
  /** Sends the body in base64, as API Gateway passes what it takes for no text. */
  base64?: boolean;
  /** The API key, as `Authorization: Bearer`. */
  key?: string;
  /** `name=value`, as API Gateway takes them out of the headers. */
  cookies?: string[];
  /** Of whoever sends it. */
  sourceIp?: string;
}

/** The event of an HTTP API, payload format 2.0, that a request becomes. */
export function toEvent(sent: Sent): APIGatewayProxyEventV2 {
  const {
    method = 'GET',
    path,
    pathParameters,
    headers = {},
    body,
    base64 = false,
    key,
    cookies,
    sourceIp = '127.0.0.1',
  } = sent;
  const [rawPath = '', rawQueryString = ''] = path.split('?');
  const text = typeof body === 'string' || body === undefined ? body : JSON.stringify(body);
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath,
    rawQueryString,
    headers: {
      host: 'api.test',
      ...(text !== undefined && { 'content-type': 'application/json' }),
      ...(key !== undefined && { authorization: `Bearer ${key}` }),
      ...headers,
    },
    ...(cookies && { cookies }),
    ...(pathParameters && { pathParameters }),
    requestContext: {
      accountId: '000000000000',
      apiId: 'test',
      domainName: 'api.test',
      domainPrefix: 'api',
      http: { method, path: rawPath, protocol: 'HTTP/1.1', sourceIp, userAgent: 'test' },
      requestId: 'request-1',
      routeKey: '$default',
      stage: '$default',
      time: '22/Nov/2026:15:00:00 +0000',
      timeEpoch: Date.UTC(2026, 10, 22, 15),
    },
    ...(text !== undefined && { body: base64 ? Buffer.from(text, 'latin1').toString('base64') : text }),
    isBase64Encoded: base64,
  };
}

/** What of Lambda's context a function may look at. */
export const context: Context = {
  awsRequestId: 'invocation-1',
  callbackWaitsForEmptyEventLoop: false,
  functionName: 'test',
  functionVersion: '$LATEST',
  invokedFunctionArn: 'arn:aws:lambda:us-east-1:000000000000:function:test',
  logGroupName: '/aws/lambda/test',
  logStreamName: 'test',
  memoryLimitInMB: '256',
  getRemainingTimeInMillis: () => patience(15_000),
  done: () => {},
  fail: () => {},
  succeed: () => {},
};
