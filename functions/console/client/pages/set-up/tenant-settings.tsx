import { countryName } from '../../base/format.ts';
import { t } from '../../base/words.ts';
import { TextField } from '../../ui/controls/field.tsx';
import { TenantForm, textIn } from './form/tenant-form.tsx';

/** The shop itself. */
export const TenantSettings = () => (
  <TenantForm
    title={t('setup.tenant')}
    changes={(form) => {
      const contact = {
        ...(textIn(form, 'phone') && { phone: textIn(form, 'phone') }),
        ...(textIn(form, 'email') && { email: textIn(form, 'email') }),
      };
      return {
        name: textIn(form, 'name'),
        timeZone: textIn(form, 'timeZone'),
        domain: textIn(form, 'domain') || null,
        language: textIn(form, 'language') || null,
        contact: Object.keys(contact).length > 0 ? contact : null,
      };
    }}
  >
    {({ now, wrong }) => (
      <>
        <div class="halves">
          <TextField
            name="name"
            label={t('field.name')}
            defaultValue={now.name}
            required
            maxLength={200}
            wrong={wrong('name')}
          />
          <TextField
            name="domain"
            label={t('setup.domain')}
            dir="ltr"
            defaultValue={now.domain ?? ''}
            wrong={wrong('domain')}
          />
          <TextField
            name="timeZone"
            label={t('setup.timeZone')}
            hint={t('setup.timeZoneHint')}
            dir="ltr"
            list="time-zones"
            autocomplete="off"
            defaultValue={now.timeZone}
            required
            wrong={wrong('timeZone')}
          />
          <datalist id="time-zones">
            {Intl.supportedValuesOf('timeZone').map((zone) => (
              <option key={zone} value={zone} />
            ))}
          </datalist>
          <TextField
            name="language"
            label={t('setup.language')}
            hint={t('setup.languageHint')}
            dir="ltr"
            defaultValue={now.language}
            wrong={wrong('language')}
          />
          <TextField
            name="phone"
            type="tel"
            label={t('setup.contactPhone')}
            dir="ltr"
            defaultValue={now.contact?.phone ?? ''}
            wrong={wrong('contact.phone')}
          />
          <TextField
            name="email"
            type="email"
            label={t('setup.contactEmail')}
            defaultValue={now.contact?.email ?? ''}
            wrong={wrong('contact.email')}
          />
        </div>
        <dl class="facts">
          <dt>{t('setup.country')}</dt>
          <dd>{countryName(now.country)}</dd>
          <dt>{t('setup.currency')}</dt>
          <dd>{now.currency}</dd>
          <dt>{t('setup.id')}</dt>
          <dd class="mono">{now.id}</dd>
        </dl>
      </>
    )}
  </TenantForm>
);
