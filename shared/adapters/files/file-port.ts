/** Storage for large files. */
export interface Files {
  /** Writes a file piece by piece, with a few megabytes in memory at a time: the whole file or none of it. */
  write(key: string, pieces: AsyncIterable<string | Uint8Array>, contentType: string): Promise<void>;
  /** A link that lets its holder fetch the file for a while, with the name to save it under. */
  link(key: string, fileName: string): Promise<string>;
}
