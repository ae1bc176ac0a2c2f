import { type Html, html } from './html.ts';

/** A page of the documentation. */
export interface DocsPage {
  /** Below /docs: `webhooks`; empty for the first page. */
  path: string;
  /** In the navigation, and its heading. */
  title: string;
  content: Html;
  /** Its examples that can be run, if any: then it has a field for the key. */
  runs: boolean;
}

/** A link of the navigation. */
export type DocsLink = Pick<DocsPage, 'path' | 'title'>;

/** The files that a page loads, as a browser asks for them. */
export interface DocsAssets {
  style: string;
  /** A page that does nothing needs none. */
  script?: string;
  icon: string;
}

export const docsUrl = (path: string): string => (path === '' ? '/docs' : `/docs/${path}`);

/** The frame of every page, the front page included. */
export const framed = (title: string, { style, script, icon }: DocsAssets, content: Html): string =>
  html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<link rel="icon" type="image/svg+xml" href="${icon}">
<link rel="stylesheet" href="${style}">
${script !== undefined && html`<script type="module" src="${script}"></script>\n`}</head>
<body>
${content}
</body>
</html>
`.markup;

/** A page with the way to all the others. */
export function pageInFrame(
  { path, title, content, runs }: DocsPage,
  sections: readonly { name: string; links: readonly DocsLink[] }[],
  assets: DocsAssets,
): string {
  const link = (to: DocsLink) =>
    html`<li><a href="${docsUrl(to.path)}"${to.path === path && html` aria-current="page"`}>${to.title}</a></li>\n`;
  return framed(
    path === '' ? 'Recado documentation' : `${title} · Recado documentation`,
    assets,
    html`<a class="skip" href="#content">Skip to the content</a>
<header class="top"><a class="brand" href="/">Recado</a><span class="soft">Documentation</span>
<span class="spacer"></span><a href="/console">Console</a></header>
<div class="columns">
<nav aria-label="Documentation"><details open><summary>Contents</summary>
${sections.map(({ name, links }) => html`<p class="group">${name}</p><ul>\n${links.map(link)}</ul>\n`)}
</details></nav>
<main id="content" tabindex="-1">
<h1>${title}</h1>
${runs && keyField}
${content}
</main>
</div>`,
  );
}

/** Without scripts a key has no use. */
const keyField = html`<section class="key" aria-labelledby="key-title" hidden>
<h2 id="key-title">Your key</h2>
<p class="field"><label for="key">API key</label>
<input id="key" type="password" autocomplete="off" spellcheck="false" placeholder="tk_test_…" aria-describedby="key-note"></p>
<p id="key-note" class="soft">It stays in this tab, and is sent to this host only. Test keys run everything; a live key only
reads, because what it changes is real. <a href="/console/set-up/api-keys">Make a key in the console</a>, or take the one that
<code>npm start</code> prints.</p>
</section>`;
