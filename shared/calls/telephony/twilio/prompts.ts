import type { CallStart } from '../port/port.ts';
import { spokenAmount } from '../port/spoken-amount.ts';
import { fillPrompt, type PromptName, type PromptVariable, type Texts } from './texts.ts';
import { callWordsOf } from './words.ts';

/** The prompts of a call, in its language and with the tenant's own words where it has set them. */
export interface Prompts {
  /** Who calls, about what, and the question. */
  opening: readonly string[];
  recorded: string;
  /** The prompt after an answer; the question once more where there was none. */
  after(meaning: 'yes' | 'no' | 'problem' | 'opt_out' | 'unclear', turn: number): readonly string[];
}

export function promptsOf({ script, language }: CallStart, texts: Texts = {}): Prompts {
  const words = callWordsOf(language);
  const values: Readonly<Record<PromptVariable, string>> = {
    customerName: script.customerName,
    storeName: script.storeName,
    products: script.products,
    total: spokenAmount(script.total, script.currency, language),
    orderNumber: script.orderNumber,
    address: script.address ?? '',
  };
  const prompt = (name: PromptName): string => {
    const usual =
      name === 'order' || name === 'question' ? words[name][script.callType] : words.prompts[name];
    return tidied(fillPrompt(texts[name] ?? usual, values));
  };
  const question = prompt('question');
  return {
    opening: [
      prompt('greeting'),
      prompt('order'),
      ...(script.address === null ? [] : [prompt('address')]),
      question,
    ],
    recorded: prompt('recorded'),
    after(meaning, turn) {
      switch (meaning) {
        case 'yes':
          return [prompt('confirmed')];
        case 'no':
          return [prompt('cancelled')];
        case 'problem':
          return [prompt('problem')];
        case 'opt_out':
          return [prompt('optedOut')];
        case 'unclear':
          return turn === 1 ? [prompt('again'), question] : [prompt('goodbye')];
      }
    },
  };
}

/** Where a value was empty. */
const tidied = (text: string): string =>
  text
    .replace(/\s+([.,;:!?।])/g, '$1')
    .replace(/\s+/g, ' ')
    .trim();
