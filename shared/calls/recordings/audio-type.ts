/** A kind of audio that can be kept, by how its files begin. */
export interface AudioType {
  extension: 'wav' | 'mp3' | 'ogg' | 'm4a' | 'flac' | 'webm';
  contentType: string;
}

const kinds: readonly (AudioType & { begins: (start: Buffer) => boolean })[] = [
  {
    extension: 'wav',
    contentType: 'audio/wav',
    begins: (start) => at(start, 0, 'RIFF') && at(start, 8, 'WAVE'),
  },
  {
    extension: 'mp3',
    contentType: 'audio/mpeg',
    // A tag, or the first frame of layer III.
    begins: (start) =>
      at(start, 0, 'ID3') ||
      (start[0] === 0xff && [0xfa, 0xfb, 0xf2, 0xf3, 0xe2, 0xe3].includes(start[1] ?? 0)),
  },
  { extension: 'ogg', contentType: 'audio/ogg', begins: (start) => at(start, 0, 'OggS') },
  { extension: 'm4a', contentType: 'audio/mp4', begins: (start) => at(start, 4, 'ftyp') },
  { extension: 'flac', contentType: 'audio/flac', begins: (start) => at(start, 0, 'fLaC') },
  {
    extension: 'webm',
    contentType: 'audio/webm',
    begins: (start) => start.subarray(0, 4).equals(Buffer.from([0x1a, 0x45, 0xdf, 0xa3])),
  },
];

const at = (start: Buffer, offset: number, word: string): boolean =>
  start.subarray(offset, offset + word.length).toString('latin1') === word;

/**
 * The kind of audio, by the file's first bytes: the content type that its server names may be wrong.
 * @returns undefined for anything else, such as a page that asks for a password
 */
export function audioTypeOf(chunks: readonly Uint8Array[]): AudioType | undefined {
  const start = Buffer.concat(chunks.slice(0, 12)).subarray(0, 12);
  const kind = kinds.find(({ begins }) => begins(start));
  return kind && { extension: kind.extension, contentType: kind.contentType };
}
