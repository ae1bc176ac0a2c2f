import * as z from 'zod';
import { carries, oneKind, scoped } from '../../adapters/queues/carries.ts';

/** Write the file of this export. It may come twice; the file is the same. */
const ExportMessage = z.object({ ...oneKind, ...scoped, exportId: z.string() });

export type ExportMessage = z.output<typeof ExportMessage>;

export const exportMessages = carries('exports', ExportMessage);
