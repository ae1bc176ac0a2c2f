import { tenant } from './session.ts';

/** How the countries that Recado knows group a national number, by calling code: `3 3 4` is `300 123 4567`. */
const groupings: Readonly<Record<string, { country: string; groups: readonly number[] }>> = {
  '1': { country: 'US', groups: [3, 3, 4] },
  '34': { country: 'ES', groups: [3, 3, 3] },
  '44': { country: 'GB', groups: [4, 6] },
  '51': { country: 'PE', groups: [3, 3, 3] },
  '52': { country: 'MX', groups: [2, 4, 4] },
  '54': { country: 'AR', groups: [1, 2, 4, 4] },
  '55': { country: 'BR', groups: [2, 5, 4] },
  '56': { country: 'CL', groups: [1, 4, 4] },
  '57': { country: 'CO', groups: [3, 3, 4] },
  '58': { country: 'VE', groups: [3, 3, 4] },
  '91': { country: 'IN', groups: [5, 5] },
  '351': { country: 'PT', groups: [3, 3, 3] },
  '502': { country: 'GT', groups: [4, 4] },
  '503': { country: 'SV', groups: [4, 4] },
  '504': { country: 'HN', groups: [4, 4] },
  '505': { country: 'NI', groups: [4, 4] },
  '506': { country: 'CR', groups: [4, 4] },
  '507': { country: 'PA', groups: [4, 4] },
  '591': { country: 'BO', groups: [4, 4] },
  '593': { country: 'EC', groups: [2, 3, 4] },
  '595': { country: 'PY', groups: [3, 3, 3] },
  '598': { country: 'UY', groups: [2, 3, 3] },
};

/** The calling code that a number begins with, by ITU-T E.164: those that are not of one or two digits have three. */
const CODE = /^(?:[17]|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|\d{3})/;

const sum = (groups: readonly number[]): number => groups.reduce((all, one) => all + one, 0);

/** In twos and threes from the end, for countries whose groups are not known. */
const evenly = (digits: string): string => digits.replace(/\B(?=(\d{3})+(?!\d))/g, ' ');

/**
 * A phone as the tenant's people write it: `300 123 4567` within their country, `+91 98450 12345` of another one. What is
 * no E.164 number stays as it was written.
 */
export function phone(given: string | null | undefined, country = tenant.value?.country): string {
  if (!given) return '—';
  const digits = /^\+(\d{7,15})$/.exec(given)?.[1];
  if (digits === undefined) return given;
  const [code = ''] = CODE.exec(digits) ?? [];
  const known = groupings[code];
  const national = digits.slice(code.length);
  const shown =
    known && sum(known.groups) === national.length ? grouped(national, known.groups) : evenly(national);
  return known && known.country === country ? shown : `+${code} ${shown}`;
}

function grouped(digits: string, groups: readonly number[]): string {
  let from = 0;
  return groups
    .map((length) => {
      from += length;
      return digits.slice(from - length, from);
    })
    .join(' ');
}
