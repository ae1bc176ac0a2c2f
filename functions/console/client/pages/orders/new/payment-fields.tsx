import { money } from '../../../base/format.ts';
import { named, t } from '../../../base/words.ts';
import { CheckField, SelectField, TextArea, TextField } from '../../../ui/controls/field.tsx';
import { type CallPreview, callHint } from './call-preview.ts';
import { type DraftFieldsProps, draftText } from './draft-fields.tsx';
import { orderDrafts, sumOfProducts } from './order-draft.ts';

interface PaymentFieldsProps extends DraftFieldsProps {
  currency: string;
  /** Of the phone that is shown. */
  preview: CallPreview | undefined;
}

/** What is to be paid and how, the shop's own words about the order, and whether its customer is called. */
export function PaymentFields({ currency, preview, wrong }: PaymentFieldsProps) {
  const draft = orderDrafts.current();
  const sum = money(sumOfProducts(draft.lines, currency), currency);
  const isRefused = Boolean(preview?.refusal);
  return (
    <>
      <TextField
        label={t('field.total')}
        inputMode="decimal"
        dir="ltr"
        maxLength={40}
        placeholder={sum}
        hint={t('newOrder.totalHint', { sum })}
        wrong={wrong('total')}
        {...draftText('total')}
      />
      <SelectField
        label={t('field.method')}
        value={draft.isPaid ? 'paid' : 'cod'}
        options={[
          ['cod', named('method', 'cod')],
          ['paid', t('newOrder.paid')],
        ]}
        onChange={({ currentTarget }) =>
          orderDrafts.keep({ ...orderDrafts.current(), isPaid: currentTarget.value === 'paid' })
        }
      />
      <TextField
        label={t('field.externalId')}
        hint={t('newOrder.externalIdHint')}
        maxLength={200}
        wrong={wrong('externalId')}
        {...draftText('externalId')}
      />
      <TextArea label={t('newOrder.notes')} maxLength={2000} wrong={wrong('notes')} {...draftText('notes')} />
      <CheckField
        label={t('newOrder.call')}
        hint={callHint(preview)}
        checked={draft.isCalled && !isRefused}
        disabled={isRefused}
        onChange={({ currentTarget }) =>
          orderDrafts.keep({ ...orderDrafts.current(), isCalled: currentTarget.checked })
        }
      />
    </>
  );
}
