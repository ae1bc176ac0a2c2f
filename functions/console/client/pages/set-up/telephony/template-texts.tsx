import { buttons, templates } from '../../../../../../shared/calls/chat/port/templates.ts';
import { languageName } from '../../../base/format.ts';
import { t } from '../../../base/words.ts';
import { CopyButton, CopyLine } from '../../../ui/display/texts.tsx';

/** The texts to paste at Meta: body and buttons of the template, in each language in which answers are understood. */
export const TemplateTexts = () => (
  <details>
    <summary>{t('telephony.template')}</summary>
    <div class="stack wide">
      <p class="soft">{t('telephony.templateNote')}</p>
      {Object.entries(templates).map(([code, { body, buttons: words }]) => (
        <section key={code} class="stack" aria-label={languageName(code)}>
          <h3>{languageName(code)}</h3>
          <p lang={code} class="entry">
            {body}
          </p>
          <div>
            <CopyButton text={body} label={t('telephony.copyBody', { language: languageName(code) })} />
          </div>
          {buttons.map((button) => (
            <CopyLine
              key={button}
              label={t('telephony.button', { number: buttons.indexOf(button) + 1 })}
              text={words[button]}
            />
          ))}
        </section>
      ))}
    </div>
  </details>
);
