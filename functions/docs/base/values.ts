/** Values that examples name in braces and take from each other's answers: `{orderId}`. */
const NAMED = /\{([a-z]\w*)\}/gi;

/** The names in a text, each once. */
export const namesIn = (text: string): string[] => [
  ...new Set([...text.matchAll(NAMED)].map(([, name = '']) => name)),
];

/** A text with the values that are known; a name without one stays. */
export const filled = (text: string, values: ReadonlyMap<string, string>): string =>
  text.replace(NAMED, (whole, name: string) => values.get(name) || whole);

/** The value at a path of an answer: `order._id`. */
export const heldAt = (answer: unknown, path: string): unknown =>
  path
    .split('.')
    .reduce<unknown>(
      (value, name) => (typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined),
      answer,
    );
