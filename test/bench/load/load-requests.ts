import { phoneNumber, triggerBody } from '../shop/shop.ts';
import type { LoadPlan } from './load.ts';

/** The n-th request of a plan, as its bytes. */
export function requestOf(plan: LoadPlan, n: number): string {
  const { host } = new URL(plan.url);
  const common = `Host: ${host}\r\nAuthorization: Bearer ${plan.key}\r\n`;
  if (plan.kind === 'lookup') {
    const id = plan.orderIds[n % plan.orderIds.length];
    return `GET /api/v1/orders/${id} HTTP/1.1\r\n${common}\r\n`;
  }
  const body = JSON.stringify(triggerBody(`LOAD-${n}`, phoneNumber(n % 500_000)));
  const length = Buffer.byteLength(body);
  return `POST /api/v1/calls/trigger HTTP/1.1\r\n${common}Content-Type: application/json\r\nContent-Length: ${length}\r\n\r\n${body}`;
}
