import { t } from '../../base/words.ts';
import { TextArea } from '../../ui/controls/field.tsx';
import { linesOf, TenantForm } from './form/tenant-form.tsx';

/** Which words of a shop mean cash at the door, and which mean that it is paid. */
export const PaymentWordsForm = () => (
  <TenantForm
    title={t('setup.paymentWords')}
    note={t('setup.paymentWordsNote')}
    changes={(form) => ({
      cashMethods: linesOf(form, 'cashMethods'),
      prepaidMethods: linesOf(form, 'prepaidMethods'),
    })}
  >
    {({ now: { cashMethods, prepaidMethods }, wrong }) => (
      <div class="halves">
        <TextArea
          name="cashMethods"
          label={t('method.cod')}
          hint={t('setup.onePerLine')}
          defaultValue={cashMethods.join('\n')}
          wrong={wrong('cashMethods')}
        />
        <TextArea
          name="prepaidMethods"
          label={t('method.prepaid')}
          hint={t('setup.onePerLine')}
          defaultValue={prepaidMethods.join('\n')}
          wrong={wrong('prepaidMethods')}
        />
      </div>
    )}
  </TenantForm>
);
