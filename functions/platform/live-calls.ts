import type { LiveCalls } from '../../shared/actions/action-terms.ts';
import { required } from '../../shared/base/env.ts';

/** What dials live calls of a tenant without a voice agent in this stage. */
export const liveCalls: LiveCalls = required('LIVE_CALLS') === 'simulator' ? 'simulator' : 'agent';
