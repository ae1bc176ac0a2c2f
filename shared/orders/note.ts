import type { JsonObject } from './order.ts';

export const noteTypes = ['success', 'pending', 'error', 'info'] as const;

/** A note about an order in the merchant's own words. */
export interface Note {
  title: string;
  description: string;
  type: (typeof noteTypes)[number];
  /** Free JSON. */
  metadata: JsonObject;
}

/** What the event holds: free JSON as text, because it may hold numbers that DynamoDB cannot. */
export type Noted = Omit<Note, 'metadata'> & { metadata: string };
