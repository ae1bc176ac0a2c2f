import type {
  FinalOutcome,
  LogisticsStatus,
  OrderStatus,
  PaymentMethod,
  PaymentStatus,
} from '../../events/order-words.ts';

/** The words of a set as numbers, by which rows store them. */
interface Codes<Word extends string> {
  /** One that no word has for a word of a newer release: after a roll-back its orders can be changed nevertheless. */
  codeOf(word: Word): number;
  /** Undefined for a code that a newer release wrote. */
  wordOf(code: number): Word | undefined;
}

const UNKNOWN = 35;

/** @param codes below 35, and never others for the same words: rows are as old as their orders */
function wordCodes<Word extends string>(codes: Readonly<Record<Word, number>>): Codes<Word> {
  const words: Word[] = [];
  for (const word of Object.keys(codes) as Word[]) words[codes[word]] = word;
  return { codeOf: (word) => codes[word] ?? UNKNOWN, wordOf: (code) => words[code] };
}

export const statusCodes = wordCodes<OrderStatus>({
  pending: 0,
  confirmed: 1,
  cancelled: 2,
  needs_review: 3,
  processing: 4,
  shipped: 5,
  delivered: 6,
  completed: 7,
  refunded: 8,
});

export const outcomeCodes = wordCodes<FinalOutcome | 'none'>({
  none: 0,
  confirmed: 1,
  cancelled: 2,
  no_answer: 3,
  novedad: 4,
  recovered: 5,
  not_recovered: 6,
});

export const logisticsCodes = wordCodes<LogisticsStatus | 'none'>({
  none: 0,
  processing: 1,
  shipped: 2,
  in_transit: 3,
  delivered: 4,
  returned: 5,
  failed_delivery: 6,
});

export const methodCodes = wordCodes<PaymentMethod>({
  cod: 0,
  prepaid: 1,
  card_on_delivery: 2,
  unknown: 3,
});

export const paymentCodes = wordCodes<PaymentStatus>({
  unpaid: 0,
  pending: 1,
  paid: 2,
  cancelled: 3,
  refunded: 4,
});
