import { has, language, named, t, type WordKey } from './words.ts';

/** What is wrong about a field, as the API answers it. */
export interface Issue {
  /** Its path: `dispatch.pickup.lat`. */
  field: string;
  rule?: string;
  /** What the rule asks for: a number of characters, `email`, or how the sentence about the field goes on. */
  expected?: string | number;
  allowed?: readonly (string | number)[];
  /** The API's sentence, in English, which begins with the field. */
  message?: string;
}

/** A refusal by its code, where the console has words of its own for it; else as the API says it. */
export const codeText = (code: string, message: string): string =>
  has(`problem.${code}`) ? t(`problem.${code}` as WordKey) : message;

const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** The API's sentence without the field, beside which it stands. */
const withoutField = ({ field, message = '' }: Issue): string =>
  sentence(message.startsWith(`${field} `) ? message.slice(field.length + 1) : message);

/** People type both coordinates of a location into one field. */
const COORDINATE = /(?:^|\.)(?:lat|lng)$/;

/** Else it would be the customer's name that is missing. */
const PRODUCT_NAME = /(?:^|\.)items\.\d+\.name$/;

/** What is wrong about a field, for a person who sees the field. */
export function issueText(issue: Issue): string {
  const { rule = 'custom', expected = '', allowed } = issue;
  if (COORDINATE.test(issue.field)) return t('issue.location');
  const isEmpty = (rule === 'min_length' || rule === 'min_items') && expected === 1;
  const keys = isEmpty
    ? ['issue.required']
    : [`issue.${rule}.${String(expected).replaceAll(' ', '_')}`, `issue.${rule}`];
  const key = keys.find(has);
  if (key) return t(key as WordKey, { expected, allowed: allowed?.join(', ') ?? '' });
  const said = withoutField(issue);
  return language.value === 'en' && said
    ? said
    : [t('issue.other'), said && `(${said})`].filter(Boolean).join(' ');
}

/** What a form calls a field, by the last part of its path: `Latitude`; empty where no form has it. */
function labelOf(field: string): string {
  if (PRODUCT_NAME.test(field)) return t('field.item');
  const name = field.split('.').findLast((part) => !/^\d+$/.test(part)) ?? '';
  const groups = field.includes('pickup.') ? ['pickup'] : ['field', 'setup'];
  const group = groups.find((each) => has(`${each}.${name}`));
  return group ? named(group, name) : '';
}

/** All that is wrong, for a person who may not see the fields: `Latitude: Enter a number`. */
export const issuesText = (issues: readonly Issue[]): string =>
  [
    ...new Set(issues.map((issue) => [labelOf(issue.field), issueText(issue)].filter(Boolean).join(': '))),
  ].join('. ');
