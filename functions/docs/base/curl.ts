/** A request as it is sent. */
export interface SentRequest {
  method: string;
  url: string;
  /** In the order in which they are shown. */
  headers: readonly (readonly [name: string, value: string])[];
  body?: string | undefined;
}

/** A text quoted so that a shell takes it literally. */
const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

/** The same request for a terminal. */
export function curlOf({ method, url, headers, body }: SentRequest): string {
  const usual = body === undefined ? 'GET' : 'POST';
  const lines = [
    `curl ${method === usual ? '' : `-X ${method} `}${quoted(url)}`,
    ...headers.map(([name, value]) => `-H ${quoted(`${name}: ${value}`)}`),
    ...(body === undefined ? [] : [`-d ${quoted(body)}`]),
  ];
  return lines.join(' \\\n  ');
}
