import { createHash } from 'node:crypto';
import type { Table } from '../../adapters/dynamo/table.ts';
import { networkOf } from '../../base/network.ts';

/** Kept long enough after its minute that no function's clock is still in it. */
const KEPT_SECONDS = 300;

/** Requests that are counted together, and how many of them one address may make in a minute. */
export interface AddressLimit {
  /** Part of a key: `report-call`. */
  name: string;
  perMinute: number;
}

/**
 * Counts an unauthenticated request against its network address, of which only the hash is stored.
 * @returns the seconds until it may be repeated, 0 while it is within the limit
 */
export async function countByAddress(
  table: Table,
  { name, perMinute }: AddressLimit,
  address: string,
  now: Date,
): Promise<number> {
  const seconds = Math.floor(now.getTime() / 1000);
  const minute = Math.floor(seconds / 60);
  const hash = createHash('sha256').update(networkOf(address)).digest('hex');
  const { requests } = await table.update(
    { pk: `RATE#${name}#${hash}`, sk: `MINUTE#${minute}` },
    {
      add: { requests: 1 },
      set: { entity: 'address-requests', expiresAt: (minute + 1) * 60 + KEPT_SECONDS },
    },
  );
  return Number(requests) > perMinute ? (minute + 1) * 60 - seconds : 0;
}
