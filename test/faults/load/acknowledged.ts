/** What the API acknowledged by its answers, and what the load got done. */
export interface Acknowledged {
  tasksDone: number;
  /** By external id: every order id that was returned for it. */
  orders: Map<string, Set<string>>;
  /** Amounts credited to the shipper's wallet, in major units. */
  credits: number[];
  /** Ids of deliveries that were booked. */
  deliveries: Set<string>;
  /** Ids of temporary orders, which were returned while the wallet held too little. */
  temporaryOrders: Set<string>;
  /** Answers that these clients should never get, and requests that were never answered. */
  unexpected: string[];
}

export const nothingAcknowledged = (): Acknowledged => ({
  tasksDone: 0,
  orders: new Map(),
  credits: [],
  deliveries: new Set(),
  temporaryOrders: new Set(),
  unexpected: [],
});

export function acknowledgeOrder({ orders }: Acknowledged, externalId: string, orderId: string): void {
  orders.set(externalId, (orders.get(externalId) ?? new Set()).add(orderId));
}
