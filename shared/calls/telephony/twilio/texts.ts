import * as z from 'zod';

/** The prompts of a call, each of which a tenant may word itself. */
const promptNames = [
  'greeting',
  'order',
  'address',
  'question',
  'again',
  'confirmed',
  'cancelled',
  'problem',
  'recorded',
  'optedOut',
  'goodbye',
] as const;

export type PromptName = (typeof promptNames)[number];

/** The variables of a prompt, such as `{customerName}`. */
const promptVariables = ['customerName', 'storeName', 'products', 'total', 'orderNumber', 'address'] as const;

export type PromptVariable = (typeof promptVariables)[number];

/** Characters of a prompt, and of a value that is put into one. */
const MAX_PROMPT_LENGTH = 500;
const MAX_VALUE_LENGTH = 300;

const VARIABLE = /\{([^{}]*)\}/g;

const isVariable = (name: string): name is PromptVariable =>
  promptVariables.some((variable) => variable === name);

const known = `may name ${promptVariables.map((name) => `{${name}}`).join(', ')} and nothing else in braces`;

const Prompt = z
  .string()
  .trim()
  .min(1)
  .max(MAX_PROMPT_LENGTH)
  .refine(
    (text) =>
      [...text.matchAll(VARIABLE)].every(([, name = '']) => isVariable(name)) &&
      !/[{}]/.test(text.replace(VARIABLE, '')),
    known,
  );

/** A tenant's own prompts, in the language of its customers. */
export const Texts = z
  .strictObject(
    Object.fromEntries(promptNames.map((name) => [name, Prompt.optional()])) as Record<
      PromptName,
      z.ZodOptional<typeof Prompt>
    >,
  )
  .describe(`Prompts in your own words, which ${known}`);

export type Texts = z.output<typeof Texts>;

/** A prompt with its variables filled in, each on one line and bounded. */
export const fillPrompt = (text: string, values: Readonly<Record<PromptVariable, string>>): string =>
  text.replace(VARIABLE, (whole, name: string) => (isVariable(name) ? bounded(values[name]) : whole));

function bounded(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  const characters = [...line];
  return characters.length > MAX_VALUE_LENGTH
    ? `${characters.slice(0, MAX_VALUE_LENGTH - 1).join('')}…`
    : line;
}
