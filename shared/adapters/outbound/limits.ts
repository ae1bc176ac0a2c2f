/** Characters of a URL that we send to. Apart from the rest, for schemas that need no more of it. */
export const MAX_URL_LENGTH = 2048;
