import * as z from 'zod';
import { carries, oneKind, scoped } from '../../adapters/queues/carries.ts';

/** Continue this recovery. The message may arrive twice, late, or while another one is being handled. */
const RecoveryMessage = z.object({ ...oneKind, ...scoped, recoveryId: z.string() });

export type RecoveryMessage = z.output<typeof RecoveryMessage>;

export const recoveryMessages = carries('recoveries', RecoveryMessage);
