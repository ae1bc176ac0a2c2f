import { orderIdIn } from '../../adapters/logging/order-id.ts';
import type { Middleware } from './middleware.ts';

/** One line for each request: the order it was about, its status, and how long it took. */
export function logAnswer(): Middleware {
  const write: NonNullable<Middleware['after']> = ({ response, internal: { state } }) => {
    const durationMs = Math.round(performance.now() - state.startedAt);
    const orderId = orderIdIn(response?.body);
    state.log.info('Answered', { status: response?.statusCode, durationMs, ...(orderId && { orderId }) });
  };
  return { after: write, onError: write };
}
