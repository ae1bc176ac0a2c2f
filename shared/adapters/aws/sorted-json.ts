/**
 * Parses JSON as `JSON.parse` does, but with each object's properties in the order of their names.
 *
 * DynamoDB says nothing about the order of attributes, and some engines shuffle them anew in each answer. V8 makes another
 * hidden class for each order that it meets: with the thirty attributes of an order, one for every order that is ever
 * read, at several times the cost of the parsing itself. In one order there is one class.
 *
 * @param bytes UTF-8 of JSON; changed on the way, so not to be used again. Brackets and colons in each other's places
 *   are not noticed: it is for what a service of AWS answers
 * @throws SyntaxError
 */
export function parseSorted(bytes: Buffer): unknown {
  const kinds = flatten(bytes);
  const flat: unknown = JSON.parse(bytes.toString());
  let opened = 0;
  const build = (value: unknown): unknown => {
    if (!Array.isArray(value)) return value;
    return kinds[opened++] === OBJECT ? objectOf(value, build) : value.map(build);
  };
  return build(flat);
}

const OBJECT = 1;
const ARRAY = 0;

const QUOTE = 0x22;
const COMMA = 0x2c;
const COLON = 0x3a;
const BACKSLASH = 0x5c;
const [OPEN_ARRAY, CLOSE_ARRAY, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d];

/** Makes each object an array of its names and values in turn. Says of each bracket, in their sequence, what it opened. */
function flatten(bytes: Buffer): number[] {
  const kinds: number[] = [];
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at];
    if (byte === QUOTE) at = endOfText(bytes, at);
    else if (byte === OPEN_OBJECT) {
      kinds.push(OBJECT);
      bytes[at] = OPEN_ARRAY;
    } else if (byte === OPEN_ARRAY) kinds.push(ARRAY);
    else if (byte === CLOSE_OBJECT) bytes[at] = CLOSE_ARRAY;
    else if (byte === COLON) bytes[at] = COMMA;
  }
  return kinds;
}

/** Where the text ends that starts here. */
function endOfText(bytes: Buffer, start: number): number {
  let at = start + 1;
  while (at < bytes.length && bytes[at] !== QUOTE) at += bytes[at] === BACKSLASH ? 2 : 1;
  return at;
}

/** @param flat names and values in turn, with the values still to be built, in their sequence */
function objectOf(flat: readonly unknown[], build: (value: unknown) => unknown): object {
  if (flat.length === 2) return pair(String(flat[0]), build(flat[1]));
  const built = new Map<string, unknown>();
  for (let at = 0; at < flat.length; at += 2) built.set(String(flat[at]), build(flat[at + 1]));
  const object: Record<string, unknown> = {};
  for (const name of [...built.keys()].sort()) put(object, name, built.get(name));
  return object;
}

/** An object of one property. Nearly all of them are attribute values, whose classes are better known beforehand. */
function pair(name: string, value: unknown): object {
  switch (name) {
    case 'S':
      return { S: value };
    case 'N':
      return { N: value };
    case 'M':
      return { M: value };
    case 'L':
      return { L: value };
    case 'BOOL':
      return { BOOL: value };
    case 'NULL':
      return { NULL: value };
  }
  const object: Record<string, unknown> = {};
  put(object, name, value);
  return object;
}

function put(object: Record<string, unknown>, name: string, value: unknown): void {
  if (name === '__proto__') Object.defineProperty(object, name, { value, ...ORDINARY });
  else object[name] = value;
}

const ORDINARY = { enumerable: true, configurable: true, writable: true };
