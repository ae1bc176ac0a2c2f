import { t } from '../../base/words.ts';
import { CopyButton } from '../../ui/texts.tsx';

/** Verifies a signature by the published library of Standard Webhooks, which is what endpoints are signed as. */
const snippetOf = (secret: string): string => `// npm install standardwebhooks express
import express from 'express';
import { Webhook } from 'standardwebhooks';

const webhook = new Webhook('${secret}');

express()
  .post('/hooks/recado', express.text({ type: '*/*' }), (request, response) => {
    const event = webhook.verify(request.body, request.headers); // throws when it is not ours
    console.log(event);
    response.sendStatus(204);
  })
  .listen(8080);
`;

/** A secret that is never shown again, and a program that works with it as it stands. */
export const SecretOnce = ({ secret }: { secret: string }) => (
  <>
    <p>{t('webhook.secretNote')}</p>
    <div class="row">
      <code class="secret">{secret}</code>
      <CopyButton text={secret} label={t('webhook.copySecret')} />
    </div>
    <div class="row apart">
      <h3>{t('webhook.verify')}</h3>
      <CopyButton text={snippetOf(secret)} label={t('webhook.copySnippet')} />
    </div>
    {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what is wider than the screen must be reached without a mouse */}
    <pre class="secret" tabIndex={0}>
      {snippetOf(secret)}
    </pre>
  </>
);
