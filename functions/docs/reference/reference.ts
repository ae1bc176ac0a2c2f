import { methodOf, shownTable } from '../base/example.ts';
import { html, prose } from '../base/html.ts';
import type { DocsPage } from '../base/layout.ts';
import type { ApiDocument } from './document.ts';
import { type Listed, shownOperation } from './operation.ts';

const WEBHOOKS = 'webhooks';

/** The tags of the document as pages, with the names that the guides have. */
const titles: Readonly<Record<string, string>> = {
  confirmation: 'Confirmation calls',
  orders: 'Order management',
  intake: 'Intake hooks',
  delivery: 'Deliveries',
  platform: 'Platform API',
  callbacks: 'Voice agents’ reports',
  console: 'Console',
  meta: 'The service itself',
};

function operationsOf(document: ApiDocument): Listed[] {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods)
      .filter(([method]) => method !== 'head')
      .map(([method, operation]) => ({ anchor: operation.operationId, method, path, operation })),
  );
}

/** An event is looked up by its name. */
const webhooksOf = (document: ApiDocument): Listed[] =>
  Object.entries(document.webhooks).flatMap(([name, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ anchor: name, method, path: name, operation })),
  );

/** The API reference: a list of everything, and a page for each tag. @param document as `/openapi.json` answers it */
export function referencePages(document: ApiDocument): DocsPage[] {
  const operations = operationsOf(document);
  const tagOf = ({ operation }: Listed) => operation.tags?.[0] ?? WEBHOOKS;
  const address = (listed: Listed) => `/docs/reference/${tagOf(listed)}#${listed.anchor}`;
  const groups = [
    ...document.tags.map(({ name, description }) => ({
      name,
      title: titles[name] ?? name,
      description,
      listed: operations.filter((one) => tagOf(one) === name),
    })),
    {
      name: WEBHOOKS,
      title: 'Webhooks',
      description: 'What is sent to your receivers, and to a voice agent of your own.',
      listed: webhooksOf(document),
    },
  ].filter(({ listed }) => listed.length > 0);
  const index: DocsPage = {
    path: 'reference',
    title: 'API reference',
    runs: false,
    content: html`
<p>Every endpoint and webhook, made of <a href="/openapi.json">openapi.json</a>, which clients can be generated from.</p>
<p class="field search" hidden><label for="find">Search</label>
<input id="find" type="search" autocomplete="off" spellcheck="false" placeholder="path, name or words">
<span class="soft" role="status" id="found"></span></p>
${groups.map(
  ({ name, title, listed }) => html`<div class="list">
<h2 id="list-${name}"><a href="/docs/reference/${name}">${title}</a></h2>
${shownTable(
  title,
  ['Endpoint', 'About'],
  listed.map((one) => [
    html`<a href="${address(one)}">${methodOf(one.method.toUpperCase())} <code>${one.path}</code></a>`,
    prose(one.operation.summary),
  ]),
)}</div>
`,
)}`,
  };
  const pages = groups.map(
    ({ name, title, description, listed }): DocsPage => ({
      path: `reference/${name}`,
      title: `Reference: ${title}`,
      runs: false,
      content: html`
<p>${prose(description)}</p>
${listed.map((one) => shownOperation(document, one))}`,
    }),
  );
  return [index, ...pages];
}
