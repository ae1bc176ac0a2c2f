import { query } from '../../../base/router.ts';
import { t, wordsIn } from '../../../base/words.ts';
import type { ListFilter } from '../../../ui/tables/filters.tsx';

/** The filters of the list of orders, by their names in the address, which are those of the API. */
export const orderListFilters = (): ListFilter[] => [
  { name: 'q', label: t('list.search') },
  { name: 'status', label: t('field.status'), options: wordsIn('status') },
  { name: 'outcome', label: t('field.outcome'), options: wordsIn('outcome', finalOutcomes) },
  {
    name: 'attempts',
    label: t('field.attempts'),
    options: ['0', '1', '2', '3', '4-'].map((number) => [number, number.replace('-', '+')]),
  },
  { name: 'logistics', label: t('field.logistics'), options: wordsIn('logistics') },
  { name: 'payment', label: t('field.payment'), options: wordsIn('payment') },
  { name: 'source', label: t('field.source') },
  { name: 'city', label: t('field.city') },
  { name: 'from', label: t('field.createdFrom'), isDay: true },
  { name: 'to', label: t('field.createdTo'), isDay: true },
];

const finalOutcomes = [
  'none',
  'confirmed',
  'cancelled',
  'no_answer',
  'novedad',
  'recovered',
  'not_recovered',
] as const;

/** Filters without a field of the form, which views and links of other pages use. */
const linked = ['view', 'stage', 'method', 'bookingFailed'];

/** All filters that the address has, by their names. */
export function filterNow(): Record<string, string> {
  const names = [...linked, ...orderListFilters().map(({ name }) => name)];
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = query.value.get(name);
      return value ? [[name, value]] : [];
    }),
  );
}
