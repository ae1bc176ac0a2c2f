import type { Actor } from '../../../shared/base/actor.ts';

/** The tenant of the sample day, in test mode, and the people in it. */
export interface SampleShop {
  tenantId: string;
  key: Actor;
  member: Actor;
}
