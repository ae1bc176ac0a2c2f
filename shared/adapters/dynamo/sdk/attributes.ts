import type { AttributeValue } from '@aws-sdk/client-dynamodb';

/** An item, a key or a set of expression values as DynamoDB's JSON has it. */
export type Image = Record<string, AttributeValue>;

/**
 * Plain values to DynamoDB's JSON; `undefined` is left out, as in JSON. Only what the table holds: text, numbers that
 * DynamoDB can keep, booleans, null, bytes, arrays and plain objects.
 * @throws TypeError for anything else (NaN, dates, sets, class instances, bigints), naming where it is
 */
export function toImage(values: object): Image {
  return imageOf(values, '');
}

/** DynamoDB's JSON to plain values. @throws TypeError for sets, which `toImage` never writes */
export function fromImage(image: Image): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  // Faster than `Object.entries`, and as safe: objects from JSON have no inherited enumerable properties.
  for (const name in image) put(values, name, plainOf(image[name]));
  return values;
}

function imageOf(values: object, path: string): Image {
  const image: Image = {};
  for (const [name, value] of Object.entries(values))
    if (value !== undefined) put(image, name, attributeOf(value, path === '' ? name : `${path}.${name}`));
  return image;
}

function attributeOf(value: unknown, path: string): AttributeValue {
  if (typeof value === 'string') return { S: value };
  if (typeof value === 'number' && isStorable(value)) return { N: String(value) };
  if (typeof value === 'boolean') return { BOOL: value };
  if (value === null) return { NULL: true };
  if (value instanceof Uint8Array) return { B: new SentBytes(value) };
  if (Array.isArray(value))
    return {
      L: value.filter((element) => element !== undefined).map((element) => attributeOf(element, path)),
    };
  if (isPlain(value)) return { M: imageOf(value, path) };
  throw new TypeError(
    `${path}: the table cannot store a ${value?.constructor?.name ?? typeof value} (${value})`,
  );
}

function plainOf(value: AttributeValue = { NULL: true }): unknown {
  if (value.S !== undefined) return value.S;
  if (value.N !== undefined) return Number(value.N);
  if (value.M !== undefined) return fromImage(value.M);
  if (value.L !== undefined) return value.L.map(plainOf);
  if (value.BOOL !== undefined) return value.BOOL;
  if (value.NULL !== undefined) return null;
  if (value.B !== undefined) return bytesOf(value.B);
  throw new TypeError(`The table stores no attributes of type ${Object.keys(value)[0]}`);
}

/** The SDK hands out bytes; an answer read without it has them as base64. */
const bytesOf = (given: Uint8Array | string): Uint8Array =>
  typeof given === 'string' ? new Uint8Array(Buffer.from(given, 'base64')) : given;

/** Bytes that are base64 in JSON, which is how DynamoDB takes them; the SDK encodes them itself. */
class SentBytes extends Uint8Array {
  toJSON(): string {
    return Buffer.from(this.buffer, this.byteOffset, this.byteLength).toString('base64');
  }
}

/** The range of DynamoDB's numbers, on both sides of zero; a double's digits always fit in its 38. */
const isStorable = (number: number) =>
  number === 0 || (Math.abs(number) < 1e126 && Math.abs(number) >= 1e-130);

function isPlain(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** Free JSON of a client may hold a key `__proto__`; assigning it would change the object instead of storing it. */
function put<T>(values: Record<string, T>, name: string, value: T): void {
  if (name === '__proto__') Object.defineProperty(values, name, { value, ...ORDINARY });
  else values[name] = value;
}

const ORDINARY = { enumerable: true, configurable: true, writable: true };
