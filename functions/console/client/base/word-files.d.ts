/** `words:es` is all of `words/es` in one module, which the bundle makes. */
declare module 'words:*' {
  const words: import('./words.ts').Catalogue;
  export default words;
}
