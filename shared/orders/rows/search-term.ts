import { parsePhone } from '../../phones/phone.ts';
import type { OrderSearch } from './search-row.ts';

/** A list's search text as words, and as a whole phone number if it is one in the country. */
export const readTerm = (term: string | undefined, country: string): Pick<OrderSearch, 'term' | 'phone'> => ({
  term,
  phone: term === undefined ? undefined : parsePhone(term, country),
});
