import * as z from 'zod';
import { http } from './http/http.ts';
import type { Provider } from './port/provider.ts';
import { retell } from './retell/retell.ts';
import { twilio } from './twilio/twilio.ts';

/** Every provider that a tenant may name. Adding one is a line here and one in the settings below; the rest is in its folder. */
const all = [http, twilio, retell] as const satisfies Provider[];

export const providers: readonly Provider[] = all;

/** A tenant's `voiceAgent`. Without `provider` it is the tenant's own agent. */
export const VoiceAgentSettings = z.discriminatedUnion('provider', [
  http.settings,
  twilio.settings,
  retell.settings,
]);

/** @throws Error for a name that this release does not know */
export function providerNamed(name: string): Provider {
  const provider = providers.find((candidate) => candidate.name === name);
  if (provider === undefined) throw new Error(`No provider is called ${name}`);
  return provider;
}
