import { Problem } from '../problem.ts';
import { isExactNumber, mayHoldLarge, parseExactly } from './json.ts';

/** How deep objects and lists may lie in one another. */
const MAX_DEPTH = 20;

/**
 * The value that a JSON text says, behind a byte order mark too (RFC 8259, 8.1); undefined without any.
 * @throws Problem invalid_json, or invalid_request when it is nested too deeply
 */
export function readJson(text: string): unknown {
  const json = text.startsWith('\ufeff') ? text.slice(1) : text;
  if (json === '') return undefined;
  const value = parsed(json, JSON.parse);
  requireStorable(value, 0);
  if (!mayHoldLarge(json)) return value;
  // Only after the check of depth: keeping the digits of large numbers takes as many nested calls as the value is deep.
  const exact = parsed(json, parseExactly);
  requireStorable(exact, 0);
  return exact;
}

function parsed(json: string, parse: (json: string) => unknown): unknown {
  try {
    return parse(json);
  } catch {
    // Not kept as the cause: its message quotes the body.
    throw new Problem('invalid_json');
  }
}

/**
 * Refuses what cannot be stored or would exhaust the stack: deep nesting, and halves of a surrogate pair, which JSON can
 * escape and UTF-8 cannot say. Drops `__proto__` members, which a copy of the object could take for its prototype.
 */
function requireStorable(value: unknown, depth: number): void {
  if (typeof value === 'string' && !value.isWellFormed()) throw new Problem('invalid_json');
  if (typeof value !== 'object' || value === null || isExactNumber(value)) return;
  if (depth >= MAX_DEPTH)
    throw new Problem('invalid_request', { issues: [{ field: '', rule: 'too_deep', expected: MAX_DEPTH }] });
  if (Object.hasOwn(value, '__proto__')) Reflect.deleteProperty(value, '__proto__');
  // Faster than its entries, where there are tens of thousands; what came out of JSON inherits nothing that can be listed.
  for (const name in value) {
    if (!name.isWellFormed()) throw new Problem('invalid_json');
    requireStorable((value as Record<string, unknown>)[name], depth + 1);
  }
}
