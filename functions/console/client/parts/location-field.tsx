import type { ComponentProps } from 'preact';
import { t } from '../base/words.ts';
import { TextField } from '../ui/controls/field.tsx';

type Given = Omit<ComponentProps<typeof TextField>, 'label' | 'hint'>;

/** Where an address is, as it is copied from a map or a chat: what the carrier finds it by where the postal code is not enough. */
export const LocationField = (props: Given) => (
  <TextField label={t('field.location')} hint={t('field.locationHint')} {...asCopied} {...props} />
);

/** The location of a place that cannot do without it. */
export const NeededLocationField = (props: Given) => (
  <TextField label={t('setup.location')} hint={t('setup.locationHint')} required {...asCopied} {...props} />
);

const asCopied = { dir: 'ltr', maxLength: 500, autocomplete: 'off' } as const;
