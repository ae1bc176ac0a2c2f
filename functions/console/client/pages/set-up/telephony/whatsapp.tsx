import { useState } from 'preact/hooks';
import type { TenantChangesBody, TenantShown } from '../../../base/views.ts';
import { t } from '../../../base/words.ts';
import { CheckField } from '../../../ui/controls/field.tsx';
import { CopyLine } from '../../../ui/display/texts.tsx';
import { type Settings, TenantForm } from '../form/tenant-form.tsx';
import { FaultNotice } from './fault.tsx';
import type { ServiceField } from './provider-fields.ts';
import { ServiceFields, serviceIn } from './service-fields.tsx';
import { TemplateTexts } from './template-texts.tsx';

const fields: readonly ServiceField[] = [
  { name: 'phoneNumberId', hasHint: true },
  { name: 'accessToken', isSecret: true, hasHint: true },
  { name: 'appSecret', isSecret: true, hasHint: true },
  { name: 'verifyToken', isSecret: true, hasHint: true },
  { name: 'templateName', hasHint: true },
  { name: 'templateLanguage', hasHint: true },
  { name: 'version', isOptional: true },
];

type Stored = NonNullable<TenantShown['whatsapp']>;

/** The template lies deeper than the form. */
const flat = ({ template, ...rest }: Stored): Record<string, unknown> => {
  const { name, language } = (template ?? {}) as { name?: string; language?: string };
  return { ...rest, templateName: name, templateLanguage: language };
};

function whatsappIn(form: FormData, stored: Stored | null): TenantChangesBody['whatsapp'] {
  if (!form.has('writes')) return null;
  const { templateName, templateLanguage, ...rest } = serviceIn(
    form,
    fields,
    stored ? flat(stored) : undefined,
  );
  const template = { name: templateName, language: templateLanguage };
  return { ...rest, template } as TenantChangesBody['whatsapp'];
}

/** The API's name of a field of the form. */
const apiName = (name: string): string =>
  name === 'templateName' ? 'template.name' : name === 'templateLanguage' ? 'template.language' : name;

/** The number that customers are written to from. */
export const WhatsAppForm = () => (
  <TenantForm
    title={t('provider.whatsapp')}
    note={t('telephony.whatsappNote')}
    changes={(form, { whatsapp }) => ({ whatsapp: whatsappIn(form, whatsapp) })}
  >
    {(settings) => <WhatsAppFields {...settings} />}
  </TenantForm>
);

function WhatsAppFields({ now: { whatsapp, whatsappFault, webhookUrls, messageCredit }, wrong }: Settings) {
  const [writes, setWrites] = useState(whatsapp !== null);
  return (
    <>
      {whatsappFault && writes && (
        <>
          <FaultNotice of={whatsappFault} provider="whatsapp" />
          <p class="soft">{t('telephony.calledInstead')}</p>
        </>
      )}
      <CheckField
        name="writes"
        label={t('telephony.writes')}
        checked={writes}
        onChange={({ currentTarget }) => setWrites(currentTarget.checked)}
      />
      {writes && (
        <ServiceFields
          of="whatsapp"
          fields={fields}
          stored={whatsapp ? flat(whatsapp) : undefined}
          wrong={(name) => wrong(`whatsapp.${apiName(name)}`)}
        />
      )}
      {writes && webhookUrls.whatsapp && (
        <CopyLine
          label={t('telephony.webhookOf', { name: t('provider.whatsapp') })}
          text={webhookUrls.whatsapp}
        />
      )}
      {writes && <TemplateTexts />}
      {messageCredit !== null && <p class="soft">{t('telephony.messagesLeft', { count: messageCredit })}</p>}
    </>
  );
}
