import type { Declaration } from './declaration.ts';

/** Whether anyone may open it, in a browser too: unlike the other endpoints it answers HEAD and ignores unknown parameters. */
export const isPublicPage = ({
  dialect,
  method,
  audience,
}: Pick<Declaration, 'dialect' | 'method' | 'audience'>): boolean =>
  (dialect === 'meta' || dialect === 'console') && method === 'GET' && audience === 'none';

const YEAR_SECONDS = 31_536_000;

/** Headers that keep browsers from doing more with a public answer than showing it. @param publicUrl the API's own */
export const publicHeaders = (publicUrl = process.env.PUBLIC_URL ?? ''): Record<string, string> => ({
  'content-security-policy':
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  ...(publicUrl.startsWith('https:') && {
    'strict-transport-security': `max-age=${YEAR_SECONDS}`,
  }),
});
