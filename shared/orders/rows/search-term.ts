import { parsePhone } from '../../phones/phone.ts';
import type { OrderSearch } from './search-row.ts';

/** What a list's text is searched as: words, and a whole phone number if it is one in the country. */
export const readTerm = (term: string | undefined, country: string): Pick<OrderSearch, 'term' | 'phone'> => ({
  term,
  phone: term === undefined ? undefined : parsePhone(term, country),
});
