import type { ComponentProps } from 'preact';
import { t } from '../base/words.ts';
import { TextField } from '../ui/controls/field.tsx';

/** Where an address is, as it is copied from a map or a chat: what the carrier finds it by where the postal code is not enough. */
export const LocationField = (props: Omit<ComponentProps<typeof TextField>, 'label' | 'hint'>) => (
  <TextField
    label={t('field.location')}
    hint={t('field.locationHint')}
    dir="ltr"
    maxLength={500}
    autocomplete="off"
    {...props}
  />
);
