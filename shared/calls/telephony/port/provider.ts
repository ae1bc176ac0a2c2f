import type * as z from 'zod';
import type { Queues } from '../../../adapters/queues/queues.ts';
import type { Clock } from '../../../base/clock.ts';
import type { Declaration } from '../../../http/declaration.ts';
import type { SecretRules } from '../../../tenants/settings/sealed-service.ts';
import type { Telephony } from './port.ts';

/**
 * A provider of calls, as its folder declares it: everything about it except its code. `SecretRules` says which of
 * its settings are secret.
 */
export interface Provider extends SecretRules {
  /** One word, as in `voiceAgent.provider` and `/callbacks/calls/{name}/…`. */
  readonly name: string;
  /** A strict object with `provider`, the secrets among its fields. */
  readonly settings: z.ZodObject;
  /** Settings that are URLs of the tenant's, to which we send. */
  readonly urls: readonly string[];
  /** Whether a dial without a report can be polled. */
  readonly polls: boolean;
  /** The endpoints that it reports to. Their handlers are `functions/callbacks/<name>.ts`. */
  readonly callbacks: readonly Declaration[];
  /** Its code, from a `*.lazy.ts`: loaded when a call needs it. */
  readonly load: () => Promise<ProviderCode>;
}

export interface ProviderCode {
  /** @param settings as they were checked by the provider's schema, secrets among them */
  connect(settings: object, services: ConnectServices): Telephony;
}

export interface ConnectServices {
  clock: Clock;
  queues: Queues;
  /** Plain http and private addresses: on one's own machine only. */
  allowPrivate: boolean;
}
