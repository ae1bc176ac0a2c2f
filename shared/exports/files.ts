import { required } from '../env.ts';

/** Where large files lie. */
export interface Files {
  /** Writes a file piece by piece, holding a few megabytes of it; there is all of it or none. */
  write(key: string, pieces: AsyncIterable<string>, contentType: string): Promise<void>;
  /** A link that whoever has it may fetch the file by for a while, to be saved under a name. */
  link(key: string, fileName: string): Promise<string>;
}

/** The bucket that `EXPORTS_BUCKET` names. S3's client loads when the first file is written or asked for. */
export function filesFromEnvironment(): Files {
  const bucket = required('EXPORTS_BUCKET');
  let files: Promise<Files> | undefined;
  const loaded = (): Promise<Files> => {
    files ??= import('./s3-files.lazy.ts').then(({ createClient, createFiles }) =>
      createFiles(createClient(), bucket),
    );
    return files;
  };
  return {
    write: async (...file) => (await loaded()).write(...file),
    link: async (...file) => (await loaded()).link(...file),
  };
}
