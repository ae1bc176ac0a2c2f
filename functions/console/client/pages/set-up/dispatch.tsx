import { NOWHERE, readLocation } from '../../base/location.ts';
import { named, t } from '../../base/words.ts';
import { NeededLocationField } from '../../parts/location-field.tsx';
import { CheckField, SelectField, TextField } from '../../ui/controls/field.tsx';
import { TenantForm, textIn } from './form/tenant-form.tsx';

const shipTypes = ['NOW', 'STANDARD'] as const;
const packageSizes = ['x-small', 'small', 'medium', 'large'] as const;

/** How confirmed orders are booked automatically. */
export const Dispatch = () => (
  <TenantForm
    title={t('setup.dispatch')}
    note={t('setup.dispatchNote')}
    changes={(form) => ({
      autoDispatch: form.has('autoDispatch'),
      dispatch: {
        pickup: {
          name: textIn(form, 'name'),
          phone: textIn(form, 'phone'),
          address: textIn(form, 'address'),
          houseNo: textIn(form, 'houseNo'),
          landmark: textIn(form, 'landmark'),
          pincode: textIn(form, 'pincode'),
          ...(readLocation(textIn(form, 'location')) ?? NOWHERE),
        },
        shipType: textIn(form, 'shipType') as (typeof shipTypes)[number],
        packageSize: textIn(form, 'packageSize') as 'small',
        paymentMode: textIn(form, 'paymentMode') as 'wallet',
        instructions: textIn(form, 'instructions'),
        acceptApproximate: form.has('acceptApproximate'),
      },
    })}
  >
    {({ now: { dispatch, autoDispatch }, wrong }) => {
      const pickup = dispatch?.pickup;
      const field = (
        name: 'name' | 'phone' | 'address' | 'houseNo' | 'landmark' | 'pincode',
        isNeeded = false,
      ) => (
        <TextField
          name={name}
          label={named('pickup', name)}
          defaultValue={pickup?.[name] ?? ''}
          required={isNeeded}
          wrong={wrong(`dispatch.pickup.${name}`)}
        />
      );
      return (
        <>
          <CheckField name="autoDispatch" label={t('setup.autoDispatch')} defaultChecked={autoDispatch} />
          <fieldset class="stack">
            <legend>
              <b>{t('setup.pickup')}</b>
            </legend>
            <div class="halves">
              {field('name', true)}
              {field('phone', true)}
              {field('address', true)}
              {field('houseNo')}
              {field('landmark')}
              {field('pincode')}
            </div>
            <NeededLocationField
              name="location"
              defaultValue={pickup ? `${pickup.lat}, ${pickup.lng}` : ''}
              wrong={wrong('dispatch.pickup.lat') ?? wrong('dispatch.pickup.lng')}
            />
          </fieldset>
          <div class="halves">
            <SelectField
              name="shipType"
              label={t('setup.shipType')}
              defaultValue={dispatch?.shipType ?? 'STANDARD'}
              options={shipTypes.map((each) => [each, named('shipType', each)])}
            />
            <SelectField
              name="packageSize"
              label={t('setup.packageSize')}
              defaultValue={dispatch?.packageSize ?? 'small'}
              options={packageSizes.map((each) => [each, named('packageSize', each)])}
            />
            <SelectField
              name="paymentMode"
              label={t('setup.paymentMode')}
              defaultValue={dispatch?.paymentMode ?? 'wallet'}
              options={[
                ['wallet', named('paymentMode', 'wallet')],
                ['postpaid', named('paymentMode', 'postpaid')],
              ]}
            />
            <TextField
              name="instructions"
              label={t('setup.instructions')}
              defaultValue={dispatch?.instructions ?? ''}
              wrong={wrong('dispatch.instructions')}
            />
          </div>
          <CheckField
            name="acceptApproximate"
            label={t('setup.acceptApproximate')}
            defaultChecked={dispatch?.acceptApproximate ?? false}
          />
        </>
      );
    }}
  </TenantForm>
);
