import * as z from 'zod';
import { scoped } from '../../adapters/queues/carries.ts';
import type { CallReference } from '../telephony/port/reference.ts';

/** Fetch the recording of this call. It may come twice; the file is the same. */
export const RecordingMessage = z.object({
  kind: z.literal('keep-recording'),
  ...scoped,
  orderId: z.string(),
  callId: z.string(),
  /** How often it was tried. */
  times: z.int().min(0),
});

export type RecordingMessage = z.output<typeof RecordingMessage>;

export const recordingMessage = (reference: CallReference): RecordingMessage => ({
  kind: 'keep-recording',
  ...reference,
  times: 0,
});
