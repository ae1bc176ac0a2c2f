import { MAX_PHONE_TEXT } from '../../../../../../shared/phones/written.ts';
import { countryName } from '../../../base/format.ts';
import { phone as shownPhone } from '../../../base/phones.ts';
import type { LiveAnswer } from '../../../base/resource.ts';
import { tenant } from '../../../base/session.ts';
import { t } from '../../../base/words.ts';
import { LocationField } from '../../../parts/location-field.tsx';
import { TextField } from '../../../ui/controls/field.tsx';
import { Card } from '../../../ui/display/card.tsx';
import type { CallPreview } from './call-preview.ts';
import { type DraftText, orderDrafts } from './order-draft.ts';

export interface DraftFieldsProps {
  /** What is wrong with a field of the request. */
  wrong: (field: string) => string | undefined;
}

/** The properties of a field for a text of the draft. It is about a customer: the browser offers nothing of its user's. */
export const draftText = (name: DraftText) => ({
  value: orderDrafts.current()[name],
  autocomplete: 'off',
  onInput: ({ currentTarget }: { currentTarget: { value: string } }) =>
    orderDrafts.keep({ ...orderDrafts.current(), [name]: currentTarget.value }),
});

/** @param preview of the phone that is shown */
export const CustomerFields = ({
  preview,
  wrong,
}: DraftFieldsProps & { preview: Pick<LiveAnswer<CallPreview>, 'data' | 'error'> }) => (
  <Card title={t('order.customer')}>
    <div class="fields">
      <TextField
        label={t('field.name')}
        required
        maxLength={200}
        wrong={wrong('customer.name')}
        {...draftText('name')}
      />
      <TextField
        label={t('field.phone')}
        type="tel"
        dir="ltr"
        required
        maxLength={MAX_PHONE_TEXT}
        hint={
          preview.data
            ? t('newOrder.phoneRead', { phone: shownPhone(preview.data.phone, '') })
            : t('newOrder.phoneHint', { country: countryName(tenant.value?.country ?? '') })
        }
        wrong={wrong('customer.phone') ?? preview.error?.about('phone')}
        {...draftText('phone')}
      />
      <TextField
        label={t('newOrder.email')}
        type="email"
        maxLength={254}
        wrong={wrong('customer.email')}
        {...draftText('email')}
      />
    </div>
  </Card>
);

export const AddressFields = ({ wrong }: DraftFieldsProps) => (
  <Card title={t('field.address')}>
    <div class="fields">
      <TextField
        label={t('field.address1')}
        maxLength={500}
        wrong={wrong('address.address1')}
        {...draftText('address1')}
      />
      <TextField
        label={t('field.address2')}
        maxLength={500}
        wrong={wrong('address.address2')}
        {...draftText('address2')}
      />
    </div>
    <div class="fields">
      <TextField
        label={t('field.city')}
        maxLength={200}
        wrong={wrong('address.city')}
        {...draftText('city')}
      />
      <TextField
        label={t('field.province')}
        maxLength={200}
        wrong={wrong('address.province')}
        {...draftText('province')}
      />
      <TextField label={t('field.zip')} maxLength={20} wrong={wrong('address.zip')} {...draftText('zip')} />
    </div>
    <LocationField wrong={wrong('location')} {...draftText('location')} />
  </Card>
);
