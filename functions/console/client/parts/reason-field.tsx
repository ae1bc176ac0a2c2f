import { t } from '../base/words.ts';
import { TextArea } from '../ui/controls/field.tsx';

interface ReasonFieldProps {
  /** Whether it has to be given. */
  isNeeded: boolean;
  autofocus: boolean;
  wrong?: string | undefined;
}

/** Why something is done with orders; the timeline has it. */
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
