import { createHash } from 'node:crypto';
import type { Table } from '../../../adapters/dynamo/table.ts';

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

/** An IPv4 address, or the 64 bits of an IPv6 address that one subscriber is given to fill as he likes. */
function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined || !address.includes(':')) return mapped ?? address;
  const [head = '', tail] = address.toLowerCase().replace(/%.*$/, '').split('::');
  const groups = (text: string) => (text === '' ? [] : text.split(':'));
  const missing = tail === undefined ? 0 : 8 - groups(head).length - groups(tail).length;
  const all = [...groups(head), ...Array<string>(Math.max(0, missing)).fill('0'), ...groups(tail ?? '')];
  return all
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':');
}
