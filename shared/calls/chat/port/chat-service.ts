import type * as z from 'zod';
import type { Declaration } from '../../../http/declaration.ts';
import type { SecretRules } from '../../../tenants/settings/sealed-service.ts';
import type { Messenger } from './messenger.ts';

/** A service that sends chat messages, as its folder declares it: everything about it except its code. */
export interface ChatService extends SecretRules {
  /** One word, as in `confirmationChannels`, `webhookUrls` and `/callbacks/messages/{name}/…`. */
  readonly name: string;
  /** A strict object, the secrets among its fields. */
  readonly settings: z.ZodObject;
  /** The endpoints that it reports to. Their handlers are `functions/callbacks/<name>.ts`. */
  readonly callbacks: readonly Declaration[];
  /** Where it reports to, below the API's address: the path that a merchant types in. */
  readonly webhookPath: (tenantId: string) => string;
  /** Its code, from a `*.lazy.ts`: loaded when a chat message needs it. */
  readonly load: () => Promise<ChatServiceCode>;
}

export interface ChatServiceCode {
  /** @param settings as they were checked by the service's schema, secrets among them */
  connectMessenger(settings: object, options: { allowPrivate: boolean }): Messenger;
}
