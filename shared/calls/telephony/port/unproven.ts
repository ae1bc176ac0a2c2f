import { createHash } from 'node:crypto';
import type { Table } from '../../../adapters/dynamo/table.ts';
import { networkOf } from '../../../base/network.ts';

/** Requests without a good signature that one address may make in a minute. */
export const UNPROVEN_PER_MINUTE = 60;

/** Kept long enough after its minute that no function's clock is still in it. */
const KEPT_SECONDS = 300;

/**
 * Counts a request that proved nothing against its address, whose hash alone is stored.
 * @returns the seconds until it may come again, 0 when it is still within its bounds
 */
export async function countUnproven(table: Table, address: string, now: Date): Promise<number> {
  const seconds = Math.floor(now.getTime() / 1000);
  const minute = Math.floor(seconds / 60);
  const hash = createHash('sha256').update(networkOf(address)).digest('hex');
  const { unproven } = await table.update(
    { pk: `RATE#report-call#${hash}`, sk: `MINUTE#${minute}` },
    {
      add: { unproven: 1 },
      set: { entity: 'unproven-reports', expiresAt: (minute + 1) * 60 + KEPT_SECONDS },
    },
  );
  return Number(unproven) > UNPROVEN_PER_MINUTE ? (minute + 1) * 60 - seconds : 0;
}
