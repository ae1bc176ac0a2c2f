import { required } from '../../base/env.ts';

/** Who makes live calls, and answers live messages, of a tenant that has no service for them: simulated customers, or nobody. */
export type LiveCalls = 'simulator' | 'agent';

/** Read from the function's environment. @throws Error when the variable is not set */
export const liveCallsFromEnvironment = (): LiveCalls =>
  required('LIVE_CALLS') === 'simulator' ? 'simulator' : 'agent';
