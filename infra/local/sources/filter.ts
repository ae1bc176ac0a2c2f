/** Whether an event source's record passes. */
export type Filter = (record: unknown) => boolean;

type Test = (values: readonly unknown[]) => boolean;

const any = (holds: (value: unknown) => boolean): Test => {
  return (values) => values.some(holds);
};
const text = (holds: (value: string) => boolean): Test =>
  any((value) => typeof value === 'string' && holds(value));

const compare: Readonly<Record<string, (left: number, right: number) => boolean>> = {
  '=': (left, right) => left === right,
  '<': (left, right) => left < right,
  '<=': (left, right) => left <= right,
  '>': (left, right) => left > right,
  '>=': (left, right) => left >= right,
};

/** The content filters of EventBridge patterns that event source mappings take. */
const operators: Readonly<Record<string, (operand: unknown) => Test>> = {
  prefix: (operand) => text((value) => value.startsWith(String(operand))),
  suffix: (operand) => text((value) => value.endsWith(String(operand))),
  'equals-ignore-case': (operand) => text((value) => value.toLowerCase() === String(operand).toLowerCase()),
  exists: (operand) => (values) => values.length > 0 === operand,
  'anything-but': (operand) => {
    const denied = Array.isArray(operand) ? operand : [operand];
    const tests = denied.map(leafTest);
    return (values) => values.length > 0 && !tests.some((test) => test(values));
  },
  numeric: (operand) => {
    const parts = Array.isArray(operand) ? operand : [];
    const checks: ((value: number) => boolean)[] = [];
    for (let at = 0; at < parts.length; at += 2) {
      const holds = compare[String(parts[at])];
      if (!holds) throw new Error(`${String(parts[at])} is not a numeric comparison`);
      const bound = Number(parts[at + 1]);
      checks.push((value) => holds(value, bound));
    }
    return any((value) => typeof value === 'number' && checks.every((check) => check(value)));
  },
};

function leafTest(rule: unknown): Test {
  if (typeof rule !== 'object' || rule === null) return any((value) => value === rule);
  const [[name, operand] = ['', undefined], ...rest] = Object.entries(rule);
  const operator = operators[name];
  if (!operator || rest.length > 0) throw new Error(`${Object.keys(rule).join(', ')} is not an operator`);
  return operator(operand);
}

type Matcher = (value: unknown) => boolean;

function matcher(pattern: unknown): Matcher {
  if (typeof pattern !== 'object' || pattern === null)
    throw new Error(`${JSON.stringify(pattern)} is neither a list nor an object`);
  if (Array.isArray(pattern)) {
    const tests = pattern.map(leafTest);
    return (value) => {
      const values = value === undefined ? [] : Array.isArray(value) ? value : [value];
      return tests.some((test) => test(values));
    };
  }
  const parts = Object.entries(pattern).map(([key, part]): Matcher => {
    if (key === '$or') {
      const alternatives = (part as unknown[]).map(matcher);
      return (value) => alternatives.some((matches) => matches(value));
    }
    const matches = matcher(part);
    return (value) => matches(field(value, key));
  });
  return (value) => parts.every((matches) => matches(value));
}

const field = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined;

/**
 * Builds the filter of an event source mapping: a record passes if any of the patterns matches it, or if there are none.
 * @throws Error naming a rule that is not known
 */
export function createFilter(patterns: readonly string[]): Filter {
  const matchers = patterns.map((pattern) => {
    try {
      return matcher(JSON.parse(pattern));
    } catch (cause) {
      throw new Error(`The filter ${pattern} is invalid: ${(cause as Error).message}`, { cause });
    }
  });
  if (matchers.length === 0) return () => true;
  return (record) => matchers.some((matches) => matches(record));
}
