/** A name of a place without all that people write differently: `Q. Roo` and `q roo`, `Mexicali, B.C.`, accents. */
export const plainName = (name: string | null | undefined): string =>
  (name ?? '')
    .replace(/,.*/s, '')
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
