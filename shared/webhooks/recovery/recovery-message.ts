import * as z from 'zod';
import { carries, oneKind, scoped } from '../../adapters/queues/carries.ts';

/** Go on with this recovery. It may come twice, late, or while another is worked on. */
const RecoveryMessage = z.object({ ...oneKind, ...scoped, recoveryId: z.string() });

export type RecoveryMessage = z.output<typeof RecoveryMessage>;

export const recoveryMessages = carries('recoveries', RecoveryMessage);
