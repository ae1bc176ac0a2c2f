import { cipherFromEnvironment } from '../../shared/adapters/cipher/cipher-from-environment.ts';
import { filesFromEnvironment } from '../../shared/adapters/files/files.ts';
import { eachMessage } from '../../shared/adapters/lambda/sources.ts';
import { worker } from '../../shared/adapters/lambda/worker.ts';
import { workerServices } from '../../shared/adapters/lambda/worker-services.ts';
import { privateTargetsFromEnvironment } from '../../shared/adapters/outbound/private-targets.ts';
import { keepRecording } from '../../shared/calls/call/keep-recording.ts';
import { telephonyPerTenant } from '../../shared/calls/telephony/telephony-per-tenant.ts';
import { exportMessages } from '../../shared/reports/exports/export-job.ts';
import { writeExport } from '../../shared/reports/exports/write-export.ts';

const common = workerServices();
const allowPrivate = privateTargetsFromEnvironment();
const services = {
  ...common,
  files: filesFromEnvironment(),
  allowPrivate,
  telephonyFor: telephonyPerTenant(common, {
    cipher: cipherFromEnvironment(),
    liveCalls: 'agent',
    allowPrivate,
  }),
};

/** Writes files to the bucket: exports, and recordings of calls. */
export const handler = worker(
  { name: 'write-export', source: eachMessage(exportMessages, services) },
  (message) =>
    message.kind === 'keep-recording' ? keepRecording(services, message) : writeExport(services, message),
);
