import { t } from '../base/words.ts';
import { TextArea } from '../ui/controls/field.tsx';

interface ReasonFieldProps {
  /** Whether a reason is required. */
  isNeeded: boolean;
  autofocus: boolean;
  wrong?: string | undefined;
}

/** The reason for an action on orders, which the timeline shows. */
export const ReasonField = ({ isNeeded, autofocus, wrong }: ReasonFieldProps) => (
  <TextArea
    label={t(isNeeded ? 'field.reason' : 'field.reasonOptional')}
    hint={t('order.reasonHint')}
    name="reason"
    maxLength={500}
    required={isNeeded}
    autofocus={autofocus}
    wrong={wrong}
  />
);
