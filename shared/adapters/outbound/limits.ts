/** Characters of a URL that we send to. In a file of its own, so that schemas do not import the whole client. */
export const MAX_URL_LENGTH = 2048;
