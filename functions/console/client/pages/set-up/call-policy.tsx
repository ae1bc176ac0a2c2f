import { t } from '../../base/words.ts';
import { CheckField, TextField } from '../../ui/controls/field.tsx';
import { linesOf, numberIn, TenantForm, textIn } from './form/tenant-form.tsx';

/** How often and how soon a customer is called again. */
export const CallPolicyForm = () => (
  <TenantForm
    title={t('setup.callPolicy')}
    note={t('setup.callPolicyNote')}
    changes={(form) => ({
      callPolicy: {
        maxAttempts: numberIn(form, 'maxAttempts'),
        delaysMinutes: linesOf(form, 'delaysMinutes').map(Number),
        ...(textIn(form, 'maxDialsPerDay') && { maxDialsPerDay: numberIn(form, 'maxDialsPerDay') }),
      },
      dedupeWindow: numberIn(form, 'dedupeWindow'),
      autoCall: form.has('autoCall'),
    })}
  >
    {({ now: { callPolicy, dedupeWindow, autoCall }, wrong }) => (
      <>
        <CheckField name="autoCall" label={t('setup.autoCall')} defaultChecked={autoCall} />
        <div class="halves">
          <TextField
            type="number"
            name="maxAttempts"
            label={t('setup.maxAttempts')}
            defaultValue={String(callPolicy.maxAttempts)}
            min={1}
            max={10}
            required
            wrong={wrong('callPolicy.maxAttempts')}
          />
          <TextField
            name="delaysMinutes"
            label={t('setup.delays')}
            hint={t('setup.delaysHint')}
            defaultValue={callPolicy.delaysMinutes.join(', ')}
            required
            wrong={wrong('callPolicy.delaysMinutes')}
          />
          <TextField
            type="number"
            name="maxDialsPerDay"
            label={t('setup.dialsPerDay')}
            defaultValue={callPolicy.maxDialsPerDay === undefined ? '' : String(callPolicy.maxDialsPerDay)}
            min={1}
            max={50}
            wrong={wrong('callPolicy.maxDialsPerDay')}
          />
          <TextField
            type="number"
            name="dedupeWindow"
            label={t('setup.dedupe')}
            hint={t('setup.dedupeHint')}
            defaultValue={String(dedupeWindow)}
            min={0}
            step="any"
            required
            wrong={wrong('dedupeWindow')}
          />
        </div>
      </>
    )}
  </TenantForm>
);
