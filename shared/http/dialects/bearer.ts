/**
 * The credentials of `Authorization: Bearer …` (RFC 6750); the scheme's case does not matter. Other signs than its
 * tokens have are taken too: an admin chooses the admin key.
 */
export function readBearer(headers: Readonly<Record<string, string | undefined>>): string | undefined {
  return /^bearer +([\x21-\x7e][\x20-\x7e]{0,999})$/i.exec(headers.authorization?.trim() ?? '')?.[1];
}

/** What a 401 tells a client to present (RFC 9110, 11.6.1). */
export const BEARER_CHALLENGE = { 'www-authenticate': 'Bearer' } as const;
