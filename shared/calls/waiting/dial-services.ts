import type { Queues } from '../../adapters/queues/queues.ts';
import type { Mode } from '../../base/scope.ts';
import type { Tenant } from '../../tenants/tenant/tenant.ts';
import type { Messenger } from '../chat/port/messenger.ts';
import type { ConcludeServices } from '../outcomes/conclude-call.ts';
import type { Telephony } from '../telephony/port/port.ts';

export interface DialServices extends ConcludeServices {
  queues: Queues;
  /** The provider of calls for this tenant in this mode; undefined when there is none. */
  telephonyFor: (tenant: Tenant, mode: Mode) => Promise<Telephony | undefined>;
  /** The messenger for it; undefined when there is none. */
  messengerFor: (tenant: Tenant, mode: Mode) => Promise<Messenger | undefined>;
}
