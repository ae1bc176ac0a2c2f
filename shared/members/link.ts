import type { Item, Key, Write } from '../adapters/dynamo/expressions.ts';
import { absent, present } from '../adapters/dynamo/expressions.ts';
import type { Table } from '../adapters/dynamo/table.ts';
import { Problem } from '../base/problem.ts';
import { hashSecret, isSecret, newSecret } from './session.ts';

/** A member's one-time link: it sets a password, or signs its reader in. */
export interface Link {
  /** SHA-256 of its token, in hexadecimal. */
  hash: string;
  purpose: LinkPurpose;
  tenantId: string;
  memberId: string;
  /** ISO 8601, UTC. */
  expiresAt: string;
}

type LinkPurpose = 'invitation' | 'sign-in';

/** How long a link is good, unless it is used before. */
const VALID_MS = { invitation: 72 * 3600_000, 'sign-in': 24 * 3600_000 } as const satisfies Record<
  LinkPurpose,
  number
>;

const linkKey = (hash: string): Key => ({ pk: `LINK#${hash}`, sk: 'LINK' });

export interface MadeLink {
  link: Link;
  /** Stored nowhere. The token comes after the `#`, which browsers never send. */
  url: string;
  write: Write;
}

/** A new link. @param publicUrl the API's own, without a slash at the end */
export function makeLink(
  purpose: LinkPurpose,
  { tenantId, memberId }: { tenantId: string; memberId: string },
  publicUrl: string,
  now: Date,
): MadeLink {
  const token = newSecret();
  const expiresAt = new Date(now.getTime() + VALID_MS[purpose]);
  const link = { hash: hashSecret(token), purpose, tenantId, memberId, expiresAt: expiresAt.toISOString() };
  const seconds = Math.ceil(expiresAt.getTime() / 1000);
  const item: Item = {
    ...linkKey(link.hash),
    entity: 'link',
    purpose,
    tenantId,
    memberId,
    expiresAt: seconds,
  };
  return { link, url: `${publicUrl}/console#${purpose}=${token}`, write: { put: item, if: absent } };
}

/** @throws Problem link_invalid when it was used, has expired or never was */
export async function loadLink(table: Table, purpose: LinkPurpose, token: string, now: Date): Promise<Link> {
  const hash = hashSecret(token);
  const item = isSecret(token) ? await table.get(linkKey(hash)) : undefined;
  if (item?.purpose !== purpose || Number(item.expiresAt) * 1000 <= now.getTime())
    throw new Problem('link_invalid');
  const expiresAt = new Date(Number(item.expiresAt) * 1000).toISOString();
  return { hash, purpose, tenantId: String(item.tenantId), memberId: String(item.memberId), expiresAt };
}

/** The write that redeems a link: refused, as `LINK`, when another request was faster. */
export const useLink = (hash: string): Write => ({ delete: linkKey(hash), if: present, name: LINK });

export const LINK = 'link';

/** The write that voids a link, if there still is one. */
export const withdrawLink = (hash: string): Write => ({ delete: linkKey(hash) });
