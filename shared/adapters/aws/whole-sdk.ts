import type { Calls, WholeSdk } from './aws-client.ts';
import { IDLE_TIMEOUT_MS } from './sender.ts';

/** The configuration of every client of the SDK: calls end, also on a connection that died. */
export const clientConfiguration = {
  // The middleware is the same for every call of a command; nothing changes it after the client was made.
  cacheMiddleware: true,
  requestHandler: { connectionTimeout: 1000, requestTimeout: IDLE_TIMEOUT_MS, throwOnRequestTimeout: true },
};

/** Copies each input and output for a log that is not configured: a tenth of the CPU time of a call. */
const IDLE_LOGGER = 'loggerMiddleware';

interface SdkClient {
  middlewareStack: { remove(name: string): boolean };
  config: { systemClockOffset: number };
  destroy(): void;
}

/** A client of the SDK by the names of its operations. */
export function wholeSdk<Of extends Calls>(
  client: SdkClient,
  operations: { [Name in keyof Of]: (input: Of[Name]['input']) => Promise<Of[Name]['output']> },
): WholeSdk<Of> {
  client.middlewareStack.remove(IDLE_LOGGER);
  return {
    send: (operation, input) => operations[operation](input),
    clockOffset: () => client.config.systemClockOffset,
    destroy: () => client.destroy(),
  };
}
