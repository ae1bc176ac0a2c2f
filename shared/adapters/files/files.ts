import { required } from '../../base/env.ts';
import type { Files } from './file-port.ts';

/** The bucket that `EXPORTS_BUCKET` names. S3's client loads when the first file is written or read. */
export function filesFromEnvironment(): Files {
  const bucket = required('EXPORTS_BUCKET');
  let files: Promise<Files> | undefined;
  const loaded = (): Promise<Files> => {
    files ??= import('./s3-files.lazy.ts').then(({ createS3Client, createFiles }) =>
      createFiles(createS3Client(), bucket),
    );
    return files;
  };
  return {
    write: async (...file) => (await loaded()).write(...file),
    link: async (...file) => (await loaded()).link(...file),
  };
}
