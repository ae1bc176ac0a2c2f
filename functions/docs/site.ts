import { docsFile } from './base/file.ts';
import { html } from './base/html.ts';
import { type DocsAssets, type DocsPage, docsUrl, framed, pageInFrame } from './base/layout.ts';
import { confirmationGuide } from './pages/confirmation.ts';
import { customersGuide } from './pages/customers.ts';
import { deliveryGuide } from './pages/delivery.ts';
import { errorsGuide } from './pages/errors.ts';
import { intakeGuide } from './pages/intake.ts';
import { ordersGuide } from './pages/orders.ts';
import { platformGuide } from './pages/platform.ts';
import { quickstart } from './pages/quickstart.ts';
import { webhooksGuide } from './pages/webhooks.ts';
import type { ApiDocument } from './reference/document.ts';
import { referencePages } from './reference/reference.ts';

const guides = [
  { name: 'Start', pages: [quickstart, customersGuide] },
  { name: 'Orders come in', pages: [confirmationGuide, ordersGuide, intakeGuide] },
  { name: 'And go on', pages: [deliveryGuide, webhooksGuide, platformGuide, errorsGuide] },
];

/** Every page of the documentation, whole: its file's name and its HTML. @param document as `/openapi.json` answers it */
export function docsSite(document: ApiDocument, assets: DocsAssets): Map<string, string> {
  const reference = referencePages(document);
  const sections = [...guides, { name: 'Look up', pages: reference }].map(({ name, pages }) => ({
    name,
    links: pages.map(({ path, title }) => ({ path, title: title.replace('Reference: ', '') })),
  }));
  const pages: DocsPage[] = [...guides.flatMap((guide) => guide.pages), ...reference];
  return new Map(pages.map((page) => [docsFile(page.path), pageInFrame(page, sections, assets)]));
}

/** The answer of `GET /`, about the service. */
export interface About {
  name: string;
  version: string;
  /** Where the rest is, each as an absolute path. */
  links: Readonly<Record<'console' | 'docs' | 'openapi' | 'status', string>>;
}

/** The service and its version. @param version of the release */
export const aboutRecado = (version: string): About => ({
  name: 'Recado',
  version,
  links: { console: '/console', docs: docsUrl(''), openapi: '/openapi.json', status: '/healthz' },
});

/** The same for a person. */
export const frontPage = ({ name, version, links }: About, assets: DocsAssets): string =>
  framed(
    name,
    assets,
    html`<main class="front" id="content">
<h1>${name}</h1>
<p class="soft">Version ${version}</p>
<p>Cash-on-delivery orders, confirmed by a call, delivered and accounted for.</p>
<ul>
<li><a href="${links.console}">Console</a>: run the day from a screen</li>
<li><a href="${links.docs}">Documentation</a>: guides with examples that run against this host, and the API reference</li>
<li><a href="${links.openapi}">openapi.json</a>: every endpoint and webhook, for programs</li>
<li><a href="${links.status}">Status</a>: whether this API is up</li>
</ul>
</main>`,
  );
