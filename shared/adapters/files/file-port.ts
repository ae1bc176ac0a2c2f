/** Where large files lie. */
export interface Files {
  /** Writes a file piece by piece, holding a few megabytes of it; there is all of it or none. */
  write(key: string, pieces: AsyncIterable<string | Uint8Array>, contentType: string): Promise<void>;
  /** A link that lets its holder fetch the file for a while, with the name to save it under. */
  link(key: string, fileName: string): Promise<string>;
}
