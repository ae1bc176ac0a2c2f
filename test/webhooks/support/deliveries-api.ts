import { api, owner } from './api-setting.ts';
import type { Receiver } from './receiver.ts';

export const PATH = '/platform/v1/webhook-deliveries';

export const ask = (request: string, body?: unknown, key = owner.testKey) =>
  api.ask(request, { key, ...(body !== undefined && { body }) });

/** A webhook delivery as lists show it. */
export interface Shown {
  id: string;
  [field: string]: unknown;
}

export const list = async (query = '') => {
  const { status, body } = await ask(`GET ${PATH}${query}`);
  const { deliveries, nextCursor } = body as { deliveries: Shown[]; nextCursor: string | null };
  return { status, ids: deliveries.map(({ id }) => id), deliveries, nextCursor };
};

export const failing: Receiver['answer'] = (response) => {
  response.statusCode = 500;
  response.end('broken');
};
