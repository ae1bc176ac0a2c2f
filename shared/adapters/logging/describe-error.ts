interface ErrorLine {
  name: string;
  message: string;
  frames: string[];
  cause?: ErrorLine;
}

/** Keys, webhook secrets and anything as long as a phone number. */
const SENSITIVE = /\b(?:tk_(?:live|test)_|whsec_)\S+|\+?\d[\d\s().-]{6,}\d/g;

const DEEPEST_CAUSE = 3;

/** What may be logged of an error: class, message and stack frames, without personal data and secrets. */
export function describeError(thrown: unknown, depth = 1): ErrorLine {
  if (!(thrown instanceof Error)) return { name: typeof thrown, message: 'Not an error', frames: [] };
  return {
    name: thrown.name,
    message: messageOf(thrown),
    frames: (thrown.stack ?? '')
      .split('\n')
      .filter((line) => /^\s+at /.test(line))
      .map((line) => line.trim()),
    ...(thrown.cause !== undefined &&
      depth < DEEPEST_CAUSE && { cause: describeError(thrown.cause, depth + 1) }),
  };
}

/** `JSON.parse` quotes the text that it could not parse, and that text may be anybody's. */
function messageOf(error: Error): string {
  return error instanceof SyntaxError ? 'Syntax error' : error.message.replace(SENSITIVE, '…');
}
