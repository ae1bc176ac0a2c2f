import type { Declaration } from '../../shared/http/declaration.ts';

/** Order confirmation calls, as Talkyria's API v1 documents them. */
export const confirmationRoutes: readonly Declaration[] = [];
