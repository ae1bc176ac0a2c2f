import { signal } from '@preact/signals';
import { ApiError, call, mode } from './api.ts';

/** The names of an order: our number, and the shop's own where it has one. */
export interface OrderName {
  number: string;
  externalId: string | null;
}

/** Names by mode and id; null for an order that does not exist. They never change. */
const known = signal<ReadonlyMap<string, OrderName | null>>(new Map());
const wanted = new Set<string>();

/** The name of an order that only its id is known of; undefined until it is there. Names on one page are requested together. */
export function orderNamed(id: string): OrderName | null | undefined {
  const found = known.value.get(`${mode.value} ${id}`);
  if (found === undefined) want(id);
  return found;
}

const AT_ONCE = 100;

function want(id: string): void {
  if (wanted.size === 0) setTimeout(ask);
  wanted.add(id);
}

async function ask(): Promise<void> {
  const ids = [...wanted].slice(0, AT_ONCE);
  const asked = mode.value;
  try {
    const { orders } = await call('GET /platform/v1/orders/names', {
      query: { ids: ids.join(',') },
      mode: asked,
    });
    const found = new Map<string, OrderName>(orders.map((order) => [order.id, order]));
    known.value = new Map([
      ...known.value,
      ...ids.map((id) => [`${asked} ${id}`, found.get(id) ?? null] as const),
    ]);
  } catch (error) {
    // Pages fall back to the ids, and ask again with the next change.
    if (!(error instanceof ApiError)) throw error;
  } finally {
    for (const id of ids) wanted.delete(id);
    if (wanted.size > 0) setTimeout(ask);
  }
}
