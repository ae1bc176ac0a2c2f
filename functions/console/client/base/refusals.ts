import { has, language, named } from './words.ts';

/** Why a delivery is refused, as the API answers it. */
interface Refused {
  reason?: string;
  message?: string | null;
}

/** Why a delivery is refused. The API says it in English, with figures; in other languages it is the reason in words. */
export function deliveryRefusalText({ reason = '', message }: Refused): string {
  const isWorded = has(`refusal.${reason}`);
  if (message && (language.value === 'en' || !isWorded)) return message;
  return named('refusal', reason);
}
