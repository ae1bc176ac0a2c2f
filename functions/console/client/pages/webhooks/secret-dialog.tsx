import { useState } from 'preact/hooks';
import { receivers } from '../../../../docs/pages/receivers.ts';
import { t } from '../../base/words.ts';
import { Button } from '../../ui/controls/button.tsx';
import { CopyButton } from '../../ui/display/texts.tsx';
import { Dialog } from '../../ui/overlays/dialog.tsx';

interface SecretDialogProps {
  secret: string;
  onClose: () => void;
}

/** A secret that is never shown again, and complete programs that use it. */
export function SecretDialog({ secret, onClose }: SecretDialogProps) {
  const [language, setLanguage] = useState(receivers[0]?.language);
  const shown = receivers.find((receiver) => receiver.language === language);
  return (
    <Dialog title={t('webhook.secretOnce')} isWide>
      <p>{t('webhook.secretNote')}</p>
      <div class="row">
        <code class="secret">{secret}</code>
        <CopyButton text={secret} label={t('webhook.copySecret')} />
      </div>
      <h3>{t('webhook.verify')}</h3>
      <div class="row apart">
        {/* biome-ignore lint/a11y/useSemanticElements: a fieldset's legend would be one more heading */}
        <div class="mode" role="group" aria-label={t('webhook.verify')}>
          {receivers.map((receiver) => (
            <button
              key={receiver.language}
              type="button"
              aria-pressed={receiver.language === language}
              onClick={() => setLanguage(receiver.language)}
            >
              {receiver.language}
            </button>
          ))}
        </div>
        {shown && <CopyButton text={shown.code} label={t('webhook.copySnippet')} />}
      </div>
      {shown && (
        <>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what is wider than the screen must be reached without a mouse */}
          <pre class="secret" tabIndex={0}>
            {shown.code}
          </pre>
          <p>
            {t('webhook.startSnippet')} <code>{shown.start.replace('whsec_…', secret)}</code>
          </p>
        </>
      )}
      <div class="dialog-foot">
        <Button kind="primary" onClick={onClose}>
          {t('webhook.kept')}
        </Button>
      </div>
    </Dialog>
  );
}
