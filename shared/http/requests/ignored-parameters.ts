/** How many names the header lists, and how long each may be. */
const MOST_NAMED = 20;
const LONGEST_NAME = 64;

/** The header that names the query parameters which a request had and the endpoint does not know; none without any. */
export function ignoredParametersHeader(names: readonly string[]): Record<string, string> {
  if (names.length === 0) return {};
  const more = names.length - MOST_NAMED;
  const named = names.slice(0, MOST_NAMED).map(asToken);
  return { 'x-ignored-parameters': [...named, ...(more > 0 ? [`+${more}`] : [])].join(', ') };
}

/** Percent-encodes what a header's list cannot contain. */
function asToken(name: string): string {
  let token = '';
  for (const character of name.toWellFormed()) {
    const written =
      /^[\x21-\x7e]$/.test(character) && !/[,%"\\]/.test(character)
        ? character
        : encodeURIComponent(character);
    if (token.length + written.length > LONGEST_NAME) return `${token}...`;
    token += written;
  }
  return token;
}
