/** The query parameters as texts, and which of them are given more than once: it cannot be known which value was meant. */
export interface GivenQuery {
  values: Readonly<Record<string, string>>;
  repeated: ReadonlySet<string>;
}

export function readQuery(rawQueryString: string): GivenQuery {
  const values: Record<string, string> = Object.create(null);
  const repeated = new Set<string>();
  for (const [name, value] of new URLSearchParams(rawQueryString)) {
    if (name in values) repeated.add(name);
    values[name] = value;
  }
  return { values, repeated };
}
