/** Key prefixes in the bucket. A function's role may be limited to some of them. */
export const filePrefixes = { exports: 'exports/', recordings: 'recordings/' } as const;

export type FilePrefix = keyof typeof filePrefixes;
