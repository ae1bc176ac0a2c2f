/**
 * Reads one environment variable that a function cannot work without.
 * @throws Error naming the variable, at the function's start, when it is missing or empty.
 */
export function required(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === '') throw new Error(`The environment variable ${name} is not set`);
  return value;
}
