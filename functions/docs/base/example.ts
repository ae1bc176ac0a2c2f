import type { Declaration } from '../../../shared/http/declaration.ts';
import { dialects } from '../../../shared/http/dialects/dialects.ts';
import { curlOf } from './curl.ts';
import { type Html, html, type Part, prose } from './html.ts';
import { namesIn } from './values.ts';

/** A request that can be sent from its page, as a reference shows it. */
export interface Example {
  /** Unique on its page, and its anchor. */
  id: string;
  title: string;
  /** The endpoint that it is sent to; its documented body is sent unless there is another one. */
  route: Declaration;
  /** Of the path's variables: text, or a name that an earlier answer gives: `{orderId}`. */
  params?: Readonly<Record<string, string>>;
  query?: Readonly<Record<string, string>>;
  body?: unknown;
  /** Values that later examples take from the answer, by their paths there: `order._id`. */
  keeps?: Readonly<Record<string, string>>;
  /** A note for readers before they send it. */
  note?: string;
}

/** How a key is sent to the endpoints of a dialect. */
export const keyHeaderOf = ({ dialect, audience }: Declaration): string | undefined => {
  const { scheme } = dialects[dialect].security;
  if (audience === 'hook' || audience === 'none') return undefined;
  return 'name' in scheme ? String(scheme.name) : 'Authorization';
};

/** Path and query, with names in braces where values are still to come. */
export function targetOf({ route, params = {}, query = {} }: Example): string {
  const path = route.path.replace(/\{(\w+)\}/g, (whole, name: string) => params[name] ?? whole);
  const pairs = Object.entries(query).map(([name, value]) => `${name}=${asQueryValue(value)}`);
  return pairs.length === 0 ? path : `${path}?${pairs.join('&')}`;
}

const asQueryValue = (value: string): string =>
  namesIn(value).length > 0 ? value : encodeURIComponent(value);

/** The body as it is sent; undefined where there is none. */
export function bodyOf({ route, body = route.bodyExample }: Example): string | undefined {
  return body === undefined || route.method === 'GET' ? undefined : JSON.stringify(body, undefined, 2);
}

const ADDRESS = '$RECADO_URL';
const KEY = '$RECADO_KEY';

function curlOfExample(example: Example): string {
  const header = keyHeaderOf(example.route);
  const body = bodyOf(example);
  return curlOf({
    method: example.route.method,
    url: `${ADDRESS}${targetOf(example)}`,
    headers: [
      ...(header === undefined
        ? []
        : [[header, header === 'Authorization' ? `Bearer ${KEY}` : KEY] as const]),
      ...(body === undefined ? [] : [['Content-Type', 'application/json'] as const]),
    ],
    body,
  });
}

/** An example with everything needed to send it. */
export function shownExample(example: Example): Html {
  const { id, title, route, keeps = {}, note } = example;
  const target = targetOf(example);
  const body = bodyOf(example);
  const names = namesIn(`${target} ${body ?? ''}`);
  const lines = body?.split('\n').length ?? 0;
  return html`<section class="example" id="${id}" aria-labelledby="${id}-title" data-method="${route.method}"
 data-target="${target}" data-key="${keyHeaderOf(route)}" data-keeps="${JSON.stringify(keeps)}">
<h3 id="${id}-title">${title}</h3>
${note && html`<p>${prose(note)}</p>`}
<p class="request">${methodOf(route.method)} <code>${target}</code></p>
${names.map(
  (name) =>
    html`<p class="field"><label for="${id}-${name}">${name}</label>
<input id="${id}-${name}" name="${name}" autocomplete="off" spellcheck="false"></p>`,
)}
${
  body !== undefined &&
  html`<p class="field"><label for="${id}-body">Body</label>
<textarea id="${id}-body" rows="${Math.min(lines, 24)}" spellcheck="false">${body}</textarea></p>`
}
<div class="actions" hidden><button type="button" class="run" aria-label="Run: ${title}">Run</button>
<button type="button" class="copy" data-copies="${id}-curl" aria-label="Copy as curl: ${title}">Copy as curl</button>
<span class="said" role="status"></span></div>
<div class="answer" hidden><p class="answered"></p><pre tabindex="0" role="region" aria-label="Answer: ${title}"></pre></div>
<details><summary>curl<span class="unseen">: ${title}</span></summary>${shownCode(curlOfExample(example), `curl: ${title}`, `${id}-curl`)}</details>
</section>
`;
}

export const methodOf = (method: string): Html =>
  html`<span class="method ${method.toLowerCase()}">${method}</span>`;

/** Code that is wider than the page is scrolled, with the keyboard too. */
export const shownCode = (code: string, label: string, id?: string): Html =>
  html`<pre tabindex="0" role="region" aria-label="${label}"${id !== undefined && html` id="${id}"`}>${code}</pre>`;

/** Rows under heads; the first cell of a row names it. */
export const shownTable = (
  caption: string,
  heads: readonly string[],
  rows: readonly (readonly Part[])[],
): Html => html`<div class="wide" tabindex="0" role="region" aria-label="${caption}"><table>
<caption class="unseen">${caption}</caption>
<thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
<tbody>${rows.map(
  ([first, ...others]) =>
    html`<tr><th scope="row">${first}</th>${others.map((cell) => html`<td>${cell}</td>`)}</tr>\n`,
)}</tbody>
</table></div>
`;
