/** Where large files lie. */
export interface Files {
  /** Writes a file piece by piece, holding a few megabytes of it; there is all of it or none. */
  write(key: string, pieces: AsyncIterable<string>, contentType: string): Promise<void>;
  /** A link that whoever has it may fetch the file by for a while, to be saved under a name. */
  link(key: string, fileName: string): Promise<string>;
}
