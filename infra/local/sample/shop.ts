import type { Actor } from '../../../shared/base/actor.ts';

/** Whose day it is, in test mode, and who appears in it. */
export interface SampleShop {
  tenantId: string;
  key: Actor;
  member: Actor;
}
