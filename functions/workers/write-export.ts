import { filesFromEnvironment } from '../../shared/adapters/files/files.ts';
import { eachMessage } from '../../shared/adapters/lambda/sources.ts';
import { worker } from '../../shared/adapters/lambda/worker.ts';
import { workerServices } from '../../shared/adapters/lambda/worker-services.ts';
import { exportMessages } from '../../shared/reports/exports/export-job.ts';
import { writeExport } from '../../shared/reports/exports/write-export.ts';

const services = { ...workerServices(), files: filesFromEnvironment() };

export const handler = worker(
  { name: 'write-export', source: eachMessage(exportMessages, services) },
  (message) => writeExport(services, message),
);
