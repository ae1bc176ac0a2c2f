/** An external value as an object: an empty one where it is not one. */
export const fieldsOf = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};

/** The object that the body of an answer holds: an empty one where it holds none. */
export function objectIn(body: string | null): Record<string, unknown> {
  try {
    return fieldsOf(JSON.parse(body ?? ''));
  } catch {
    return {};
  }
}
