import { type WebhookName, webhookKinds } from '../../../shared/webhooks/kinds/catalogue.ts';
import { documentedWebhooks } from '../../meta/documented-webhooks.ts';
import { listWebhookDeliveriesRoute } from '../../platform/webhooks/deliveries/webhook-delivery-routes.ts';
import {
  createWebhookEndpointRoute,
  deleteWebhookEndpointRoute,
  pingWebhookEndpointRoute,
} from '../../platform/webhooks/endpoints/webhook-endpoint-routes.ts';
import { getWebhookHealthRoute } from '../../platform/webhooks/endpoints/webhook-health-routes.ts';
import { createWebhookRecoveryRoute } from '../../platform/webhooks/recoveries/webhook-recovery-routes.ts';
import { type Example, shownCode, shownExample, shownTable } from '../base/example.ts';
import { html, prose } from '../base/html.ts';
import type { DocsPage } from '../base/layout.ts';
import { documentedSignatures, receivers } from './receivers.ts';

const id = { id: '{endpointId}' };

export const webhookExamples: readonly Example[] = [
  {
    id: 'subscribe',
    title: 'Subscribe a URL',
    route: createWebhookEndpointRoute,
    body: { url: 'https://mitienda.example/hooks/recado', events: ['call.outcome_final', 'order.updated'] },
    keeps: { endpointId: 'id' },
    note: 'The answer has the `secret`, this once. On a local host, `http://127.0.0.1:8080` is taken too: start one of the receivers below there.',
  },
  {
    id: 'ping',
    title: 'Send it a test event',
    route: pingWebhookEndpointRoute,
    params: id,
  },
  {
    id: 'deliveries',
    title: 'See what was sent there',
    route: listWebhookDeliveriesRoute,
    query: { endpointId: '{endpointId}', limit: '5' },
    note: 'One of them, by its id, has every attempt with its request, its answer and its time.',
  },
  { id: 'health', title: 'See how it does', route: getWebhookHealthRoute, params: id },
  {
    id: 'recover',
    title: 'Count what it missed',
    route: createWebhookRecoveryRoute,
    body: { endpointId: '{endpointId}', dryRun: true },
    note: 'Without `dryRun` all of it is sent again, oldest first and under the same ids.',
  },
  { id: 'unsubscribe', title: 'Remove it', route: deleteWebhookEndpointRoute, params: id },
];

const inWords = (seconds: number): string => (seconds < 60 ? `${seconds} s` : `${seconds / 60}`);

const waitsOf = (name: WebhookName): string =>
  webhookKinds[name].waits.length === 0
    ? 'not tried again'
    : `after ${webhookKinds[name].waits.map(inWords).join(', ')} minutes`;

const isWebhook = (name: string): name is WebhookName => Object.hasOwn(webhookKinds, name);

export const webhooksGuide: DocsPage = {
  path: 'webhooks',
  title: 'Webhooks',
  runs: true,
  content: html`
<p>An endpoint is a URL of yours that is told what happens. Each event is one <code>POST</code> of JSON; a 2xx within 15 seconds is a
success, whatever its body does, and anything else is tried again.</p>
<h2>Events</h2>
${shownTable(
  'Events',
  ['Event', 'Tells', 'A failure is tried again'],
  Object.entries(documentedWebhooks)
    .filter(([name]) => isWebhook(name))
    .map(([name, { summary }]) => [
      html`<a href="/docs/reference/webhooks#${name}"><code>${name}</code></a>`,
      summary,
      isWebhook(name) && waitsOf(name),
    ]),
)}
<ul>
<li>${prose('`webhook-id` is the same whenever an event is sent again: remember it for a while, and a repeat does nothing twice.')}</li>
<li>${prose('`webhook-sequence` numbers what happened to an order, from 1 and without gaps. Events may overtake each other; with `strictOrder` they do not.')}</li>
<li>${prose('`Retry-After` of your answer is waited for, up to an hour. A 410 disables the endpoint at once, three days of failures too; what is for it is then held for 14 days.')}</li>
<li>${prose('Receivers are public https addresses; redirects are not followed.')}</li>
</ul>
<h2>Set one up</h2>
${webhookExamples.map(shownExample)}
<h2 id="verify">Verify the signature</h2>
<p>${prose('Every request is signed as the specification Standard Webhooks says: HMAC-SHA256 of `id.timestamp.body`, keyed with the bytes of the secret, in `webhook-signature`. Any of its libraries verifies it, and so does each of these programs, which need nothing installed. While a new secret takes over there are several signatures, with a space between: one that fits is enough.')}</p>
${receivers.map(
  ({ language, file, start, code }) => html`<section class="program" aria-labelledby="${file}">
<h3 id="${file}">${language}</h3>
<div class="actions" hidden><button type="button" class="copy" data-copies="${file}-code" aria-label="Copy ${file}">Copy</button>
<span class="said" role="status"></span></div>
${shownCode(code, file, `${file}-code`)}
<p>Start it: <code>${start}</code></p>
</section>
`,
)}
<h2>The signatures of before</h2>
<p>${prose('Each request also carries the signature that its own reference documents, `X-Talkyria-Signature` or `X-Telyport-Signature`, so that a receiver that verifies one goes on as it is. The key is the text of the secret there, and the body alone is signed.')}</p>
${documentedSignatures.map(
  ({ language, code }) => html`<h3>${language}</h3>
${shownCode(code, `The documented signatures in ${language}`)}`,
)}
`,
};
