import { newOrderBody, phoneNumber, triggerBody } from '../shop/shop.ts';
import type { LoadPlan, RecordedTransaction } from './load.ts';

/** The n-th request of a plan, as its bytes. */
export function requestOf(plan: LoadPlan, n: number): string {
  const { host } = new URL(plan.url);
  const common = `Host: ${host}\r\nAuthorization: Bearer ${plan.key}\r\nX-Tenant-Api-Key: ${plan.key}\r\n`;
  const get = (path: string) => `GET ${path} HTTP/1.1\r\n${common}\r\n`;
  const post = (path: string, body: string, headers = `${common}Content-Type: application/json\r\n`) =>
    `POST ${path} HTTP/1.1\r\n${headers}Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
  const idOf = (orderIds: readonly string[]) => orderIds[n % orderIds.length];
  const phone = phoneNumber(n % 500_000);
  switch (plan.kind) {
    case 'lookup':
      return get(`/api/v1/orders/${idOf(plan.orderIds)}`);
    case 'details':
      return get(`/v1/orders/${idOf(plan.orderIds)}`);
    case 'trigger':
      return post('/api/v1/calls/trigger', JSON.stringify(triggerBody(`LOAD-${n}`, phone)));
    case 'create':
      return post('/v1/orders', JSON.stringify(newOrderBody(`LOAD-${n}`, phone)));
    case 'transaction':
      return post('/', transactionOf(plan.recorded, n), `Host: ${host}\r\n${TRANSACTION}`);
  }
}

const TRANSACTION = [
  'Content-Type: application/x-amz-json-1.0',
  'X-Amz-Target: DynamoDB_20120810.TransactWriteItems',
  'X-Amz-Date: 20260101T000000Z',
  'Authorization: AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0',
  '',
].join('\r\n');

/** The recorded transaction with other names: ids and tokens end in the number, external id and phone are the n-th. */
const transactionOf = ({ pieces, externalId, phone }: RecordedTransaction, n: number): string =>
  pieces
    .map((piece, at) => {
      if (at % 2 === 0) return piece;
      if (piece === externalId) return `LOAD-${n}`;
      if (piece === phone) return phoneNumber(n % 500_000);
      const end = n.toString(16).padStart(8, '0');
      return piece.slice(0, -end.length) + end;
    })
    .join('');
