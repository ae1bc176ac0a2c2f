import { systemClock } from '../../shared/base/clock.ts';
import { tableFromEnvironment } from '../../shared/dynamo/client.ts';
import type { ExportMessage } from '../../shared/exports/export-job.ts';
import { filesFromEnvironment } from '../../shared/exports/files.ts';
import { writeExport } from '../../shared/exports/write-export.ts';
import { createLogger } from '../../shared/logging/logger.ts';
import { consume } from '../../shared/queues/consume.ts';

const services = { table: tableFromEnvironment(), files: filesFromEnvironment(), clock: systemClock };

export const handler = consume(createLogger({ function: 'write-export' }), (message) =>
  writeExport(services, message as ExportMessage),
);
