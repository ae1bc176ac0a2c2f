import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { isSecret } from '../../members/session.ts';

const NAME = 'recado-session';

/** Whether browsers reach the API over TLS; on one machine they need not. @param publicUrl the API's own */
const isSecure = (publicUrl = process.env.PUBLIC_URL ?? ''): boolean => publicUrl.startsWith('https:');

/** `__Host-`: browsers take it from this very host alone, over TLS, for all its paths. */
const cookieName = (): string => (isSecure() ? `__Host-${NAME}` : NAME);

/** The token of the session that a request presents, if it presents any. */
export function readSessionToken(event: Pick<APIGatewayProxyEventV2, 'cookies'>): string | undefined {
  const name = `${cookieName()}=`;
  // The gateway joins several headers of cookies with commas, and leaves the cookies of one apart.
  const cookies = (event.cookies ?? []).flatMap((text) => text.split(/[;,]\s*/));
  const token = cookies.find((cookie) => cookie.startsWith(name))?.slice(name.length);
  return token !== undefined && isSecret(token) ? token : undefined;
}

/** Scripts cannot read it, and no other site's requests carry it. @param seconds it is kept; 0 deletes it */
export const sessionCookie = (token: string, seconds: number): string =>
  [
    `${cookieName()}=${token}`,
    'Path=/',
    `Max-Age=${seconds}`,
    'HttpOnly',
    'SameSite=Strict',
    ...(isSecure() ? ['Secure'] : []),
  ].join('; ');
