import type { FaultCode } from '../../../tenants/voice-agent-fault.ts';

/** Nothing is dialed until the tenant, or its provider, mends something: no attempt is used. */
export interface Fault {
  status: 'fault';
  code: FaultCode;
  /** The provider's own code or status: `20003`. */
  providerCode: string | null;
}

/** As many calls as may be go on: it was not dialed, and no attempt is used. */
export interface Later {
  status: 'later';
}
