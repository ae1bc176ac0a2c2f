import type { Declaration } from '../../shared/http/declaration.ts';

/** Where telephony providers report. */
export const callbackRoutes: readonly Declaration[] = [];
