/** The credentials of `Authorization: Bearer …` (RFC 6750); the scheme's case does not matter. */
export function readBearer(headers: Readonly<Record<string, string | undefined>>): string | undefined {
  return /^bearer +([\w.~+/=-]{1,200})$/i.exec(headers.authorization?.trim() ?? '')?.[1];
}

/** What a 401 tells a client to present (RFC 9110, 11.6.1). */
export const BEARER_CHALLENGE = { 'www-authenticate': 'Bearer' } as const;
