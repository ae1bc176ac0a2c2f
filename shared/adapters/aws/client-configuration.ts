import { SILENCE_MS } from './sender.ts';

/** What every client of ours is configured with: calls that end, also on a connection that died. */
export const clientConfiguration = {
  // The middleware is the same for every call of a command; nothing changes it after the client was made.
  cacheMiddleware: true,
  requestHandler: { connectionTimeout: 1000, requestTimeout: SILENCE_MS, throwOnRequestTimeout: true },
};

/** Copies each input and output for a log that is not configured: a tenth of the CPU time of a call. */
export const IDLE_LOGGER = 'loggerMiddleware';
