import type { FaultCode } from '../../../tenants/tenant/voice-agent-fault.ts';

/** Nothing is dialed until the tenant, or its provider, fixes something: no attempt is used. */
export interface Fault {
  status: 'fault';
  code: FaultCode;
  /** The provider's own code or status: `20003`. */
  providerCode: string | null;
}

/** The limit of concurrent calls is reached: it was not dialed, and no attempt is used. */
export interface Later {
  status: 'later';
}
