import type { Queues } from '../../adapters/queues/queues.ts';
import type { Mode } from '../../base/scope.ts';
import type { Tenant } from '../../tenants/tenant.ts';
import type { Messenger } from '../chat/port/messenger.ts';
import type { ConcludeServices } from '../outcomes/conclude-call.ts';
import type { Telephony } from '../telephony/port/port.ts';

export interface DialServices extends ConcludeServices {
  queues: Queues;
  /** What dials for this tenant in this mode; undefined when nothing does. */
  telephonyFor: (tenant: Tenant, mode: Mode) => Promise<Telephony | undefined>;
  /** What sends messages for it; undefined when nothing does. */
  messengerFor: (tenant: Tenant, mode: Mode) => Promise<Messenger | undefined>;
}
