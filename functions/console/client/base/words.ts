import { computed, signal } from '@preact/signals';
import type { Language } from '../../../../shared/members/member.ts';
import type admin from '../words/en/admin.json';
import type calls from '../words/en/calls.json';
import type deliveries from '../words/en/deliveries.json';
import type frame from '../words/en/frame.json';
import type happenings from '../words/en/happenings.json';
import type list from '../words/en/list.json';
import type money from '../words/en/money.json';
import type newOrder from '../words/en/new-order.json';
import type orders from '../words/en/orders.json';
import type setUp from '../words/en/set-up.json';
import type today from '../words/en/today.json';
import type values from '../words/en/values.json';
import type webhooks from '../words/en/webhooks.json';

export type Catalogue = typeof admin &
  typeof calls &
  typeof deliveries &
  typeof frame &
  typeof happenings &
  typeof list &
  typeof money &
  typeof newOrder &
  typeof orders &
  typeof setUp &
  typeof today &
  typeof values &
  typeof webhooks;
export type WordKey = keyof Catalogue;

/** The languages of the catalogues in `words/`. */
const spoken = ['en', 'es', 'pt'] as const satisfies readonly Language[];

const catalogues: Record<Language, () => Promise<{ default: Catalogue }>> = {
  en: () => import('words:en'),
  es: () => import('words:es'),
  pt: () => import('words:pt'),
};

const words = signal<Partial<Catalogue>>({});

export const language = signal<Language>('en');

/** The language as the tenant's country writes it: `es-CO`. */
export const locale = signal('en');

const numbers = computed(() => new Intl.NumberFormat(locale.value, { maximumFractionDigits: 20 }));

const isLanguage = (tag: string): tag is Language => (spoken as readonly string[]).includes(tag);

/** The first language that there is a catalogue of: `['fr-CA', 'es-CO']` is `es`. */
export const chooseLanguage = (wanted: readonly (string | null | undefined)[]): Language =>
  wanted.map((tag) => (tag ?? '').toLowerCase().split('-')[0] ?? '').find(isLanguage) ?? 'en';

/** @param country whose way of writing numbers and dates is used; ISO 3166-1 */
export async function useLanguage(chosen: Language, country?: string): Promise<void> {
  const { default: catalogue } = await catalogues[chosen]();
  words.value = catalogue;
  language.value = chosen;
  locale.value = country ? `${chosen}-${country}` : chosen;
  document.documentElement.lang = chosen;
}

type Facts = Readonly<Record<string, string | number>>;

const written = (fact: string | number = ''): string =>
  typeof fact === 'number' ? numbers.value.format(fact) : fact;

/** A text of the console in the language of its reader; `{name}` stands for a fact. A number is written as the reader writes it: `1.000.000`. */
export function t(key: WordKey, facts?: Facts): string {
  const text: string = words.value[key] ?? key;
  return facts ? text.replace(/\{(\w+)\}/g, (_, name: string) => written(facts[name])) : text;
}

type Plural = WordKey extends infer Key ? (Key extends `${infer Stem}_other` ? Stem : never) : never;

/** The same in the number that the language has for a count: `{count}` is the count. */
export function tn(stem: Plural, count: number, facts: Facts = {}): string {
  const form = new Intl.PluralRules(language.value).select(count);
  const given = { count, ...facts };
  const one = `${stem}_one` as WordKey;
  return t(form === 'one' && words.value[one] ? one : (`${stem}_other` as WordKey), given);
}

/** Whether the catalogue has a text of that name. */
export const has = (key: string): boolean => key in words.value;

/** The word for a stored value. A value that this release does not know is shown in readable form. */
export function named(group: string, value: string | null | undefined): string {
  if (!value) return '—';
  return words.value[`${group}.${value}` as WordKey] ?? readable(value);
}

function readable(value: string): string {
  const text = value.replaceAll(/[_-]+/g, ' ').trim();
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** The words for the values of a group, as choices. @param values those to choose from; all when not given */
export function wordsIn(group: string, values?: readonly string[]): [string, string][] {
  const start = `${group}.`;
  const known =
    values ??
    Object.keys(words.value).flatMap((key) => (key.startsWith(start) ? [key.slice(start.length)] : []));
  return known.map((value) => [value, named(group, value)]);
}
