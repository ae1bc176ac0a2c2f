import type { Declaration } from '../../shared/http/declaration.ts';

/** Tenants, their keys and what they set up. */
export const platformRoutes: readonly Declaration[] = [];
