/**
 * Mobile prefixes that a country put into, or took out of, its numbers without giving anybody another one. An old number
 * stands in address books and in what WhatsApp sends; who has it is the subscriber that has the new one.
 */
const CANONICAL_FORMS: readonly (readonly [written: RegExp, subscriber: string])[] = [
  // Argentina: 9 behind the country code for mobiles, dialled from abroad; inside, 15 behind an area code of 2 to 4 digits.
  [/^\+549(\d{10})$/, '+54$1'],
  [/^\+54(11)15(\d{8})$/, '+54$1$2'],
  [/^\+54(\d{3})15(\d{7})$/, '+54$1$2'],
  [/^\+54(\d{4})15(\d{6})$/, '+54$1$2'],
  // Brazil: 9 in front of mobiles that began with 6 to 9, from 2012 to 2016 (Anatel, Resolução 553/2010).
  [/^\+55(\d{2})9([6-9]\d{7})$/, '+55$1$2'],
  // Mexico: 1 behind the country code for mobiles, until August 2019.
  [/^\+521(\d{10})$/, '+52$1'],
];

/**
 * The same text for every way to write one subscriber's number. It is to be compared, not to be dialled.
 * @param phone E.164
 */
export function subscriberOf(phone: string): string {
  const [written, subscriber] = CANONICAL_FORMS.find(([form]) => form.test(phone)) ?? [];
  return written === undefined || subscriber === undefined ? phone : phone.replace(written, subscriber);
}

/** How the number of a subscriber is also written, by the same countries. */
const ALTERNATIVE_FORMS: readonly (readonly [subscriber: RegExp, written: string])[] = [
  [/^\+54(\d{10})$/, '+549$1'],
  [/^\+55(\d{2})([6-9]\d{7})$/, '+55$19$2'],
  [/^\+52(\d{10})$/, '+521$1'],
];

/** Every E.164 number that rings the same subscriber, `subscriberOf` first: what was stored under any of them is found. */
export function spellingsOf(phone: string): readonly string[] {
  const subscriber = subscriberOf(phone);
  const alternatives = ALTERNATIVE_FORMS.flatMap(([form, written]) =>
    form.test(subscriber) ? [subscriber.replace(form, written)] : [],
  );
  return [...new Set([subscriber, ...alternatives, phone])];
}

/** Whether two E.164 numbers ring the same subscriber. */
export const isSameSubscriber = (a: string, b: string): boolean => subscriberOf(a) === subscriberOf(b);
