const ORDER_ID = /(?<![0-9A-Za-z_])ord_[0-9a-hjkmnp-tv-z]{26}(?![0-9A-Za-z_])/g;

/** Longer texts are lists, which are not about a single order. */
const MAX_LENGTH = 64_000;

/** The id of the order that a text is about: the only one in it. */
export function orderIdIn(text: string | undefined): string | undefined {
  if (text === undefined || text.length > MAX_LENGTH) return undefined;
  const [id, ...others] = new Set(text.match(ORDER_ID));
  return others.length === 0 ? id : undefined;
}
