import { tableFromEnvironment } from '../../shared/adapters/dynamo/client.ts';
import { createLogger } from '../../shared/adapters/logging/logger.ts';
import { consume } from '../../shared/adapters/queues/consume.ts';
import { systemClock } from '../../shared/base/clock.ts';
import type { ExportMessage } from '../../shared/reports/exports/export-job.ts';
import { filesFromEnvironment } from '../../shared/reports/exports/files.ts';
import { writeExport } from '../../shared/reports/exports/write-export.ts';

const services = { table: tableFromEnvironment(), files: filesFromEnvironment(), clock: systemClock };

export const handler = consume(createLogger({ function: 'write-export' }), (message) =>
  writeExport(services, message as ExportMessage),
);
