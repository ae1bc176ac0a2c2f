/** How many names the header lists, and how long each may be. */
const MAX_NAMED = 20;
const MAX_NAME_LENGTH = 64;

/** The header that names the query parameters which a request had and the endpoint does not know; none without any. */
export function ignoredParametersHeader(names: readonly string[]): Record<string, string> {
  if (names.length === 0) return {};
  const more = names.length - MAX_NAMED;
  const named = names.slice(0, MAX_NAMED).map(asToken);
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
    if (token.length + written.length > MAX_NAME_LENGTH) return `${token}...`;
    token += written;
  }
  return token;
}
