/** What lies in the bucket, by what its keys begin with: functions may use some of them alone. */
export const filePrefixes = { exports: 'exports/', recordings: 'recordings/' } as const;

export type FilePrefix = keyof typeof filePrefixes;
