/** The file of a page of the documentation, by its path below /docs. */
export const docsFile = (path: string): string => `${path === '' ? 'index' : path.replaceAll('/', '-')}.html`;
