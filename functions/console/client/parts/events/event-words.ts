import { instant, money } from '../../base/format.ts';
import type { TimelineEvent } from '../../base/views.ts';
import { has, language, named, t, type WordKey } from '../../base/words.ts';

/** The group of words for an event's values, by the kind of event: `to` of a changed status is a status. */
const groups: Readonly<Record<string, string>> = {
  'order.status_changed': 'status',
  'order.payment_changed': 'payment',
  'order.logistics_changed': 'logistics',
};

const text = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : '';

/** Instants within a text of the API, which does not use the tenant's time zone. */
const INSTANTS = /\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/g;

const onTheClock = (words: string): string => words.replace(INSTANTS, (at) => instant(at));

/**
 * The title and description of an event. The API words all of them in English; notes are in their writer's
 * own words in any language.
 */
export function eventWords({ event, title, description, metadata }: TimelineEvent): {
  title: string;
  description: string;
} {
  const key = `event.${event}`;
  if (event === 'order.noted') return { title, description };
  if (language.value === 'en' || !has(key)) return { title, description: onTheClock(description) };
  const { to, outcome, call_type: callType, status } = metadata;
  const facts = {
    to: named(groups[event] ?? 'status', text(to)),
    outcome: named('outcome', text(outcome)),
    callType: named('callType', text(callType)),
    messageStatus: named('messageStatus', text(status)),
  };
  // A customer's text is shown unchanged.
  const said = event === 'message.answered_late' ? text(metadata.text) : '';
  return { title: t(key as WordKey, facts), description: said };
}

/** The facts worth showing: no ids, and nothing that the title already says. */
const told = [
  'reason',
  'message',
  'carrier',
  'tracking_number',
  'delivery_id',
  'transaction_id',
  'amount',
  'attempt',
  'duration_seconds',
  'not_before',
  'external_order_id',
];

export function factsOf({ metadata, description }: TimelineEvent): [string, string][] {
  const currency = text(metadata.currency);
  return told.flatMap((name): [string, string][] => {
    const value = text(metadata[name]);
    if (value === '' || description.includes(value)) return [];
    return [[name, name === 'amount' && currency ? money(value, currency) : onTheClock(value)]];
  });
}
