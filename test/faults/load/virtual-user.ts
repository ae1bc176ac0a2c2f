import type { Random } from '../support/random.ts';
import type { Acknowledged } from './acknowledged.ts';
import type { ApiClient } from './api-client.ts';
import type { LoadTenants } from './load-tenants.ts';

/** Does one task after another, as merchants, their customers and couriers do. */
export interface VirtualUser {
  client: ApiClient;
  tenants: LoadTenants;
  random: Random;
  acknowledged: Acknowledged;
  /** Milliseconds since 1970 on the fast clock. */
  now(): number;
  /** A name that no virtual user has had before. */
  uniqueName(): string;
}

export type Task = (user: VirtualUser) => Promise<void>;
