/**
 * Bytes that DynamoDB counts of an item: names and values in UTF-8, numbers by their digits, and what lists and maps add.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html
 */
export function itemBytes(item: object): number {
  let bytes = 0;
  for (const [name, value] of Object.entries(item))
    if (value !== undefined) bytes += Buffer.byteLength(name) + valueBytes(value);
  return bytes;
}

function valueBytes(value: unknown): number {
  if (typeof value === 'string') return Buffer.byteLength(value);
  if (typeof value === 'number') return numberBytes(value);
  if (Array.isArray(value)) return value.reduce((sum: number, each) => sum + 1 + valueBytes(each), 3);
  if (typeof value === 'object' && value !== null) return 3 + Object.keys(value).length + itemBytes(value);
  return 1;
}

/** Two digits take one byte; the sign and the exponent take one each. */
const numberBytes = (value: number): number =>
  Math.ceil(String(value).replace(/[^\d]/g, '').length / 2) + (value < 0 ? 2 : 1);
