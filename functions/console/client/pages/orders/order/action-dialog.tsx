import type { ApiError } from '../../../base/api.ts';
import { money } from '../../../base/format.ts';
import { readLocation } from '../../../base/location.ts';
import type { ActionName, OrderActionBody, OrderShown } from '../../../base/views.ts';
import { named, t } from '../../../base/words.ts';
import { LocationField } from '../../../parts/location-field.tsx';
import { ReasonField } from '../../../parts/reason-field.tsx';
import { useWrongFocus } from '../../../parts/wrong-focus.ts';
import { TextArea, TextField } from '../../../ui/controls/field.tsx';
import { Problematic } from '../../../ui/display/states.tsx';
import { Dialog } from '../../../ui/overlays/dialog.tsx';
import { DialogFoot } from '../../../ui/overlays/dialog-foot.tsx';
import { streetNow } from './street.ts';

interface ActionDialogProps {
  action: ActionName;
  order: OrderShown;
  isBusy: boolean;
  error: ApiError | undefined;
  onRun: (body: OrderActionBody) => void;
  onClose: () => void;
}

const given = (form: FormData, name: string): string => String(form.get(name) ?? '').trim();

/** The address of the form; emptied fields are removed, except the street. */
function addressIn(form: FormData): NonNullable<OrderActionBody['address']> {
  const orNull = (name: string) => given(form, name) || null;
  return {
    address1: given(form, 'address1'),
    address2: orNull('address2'),
    city: orNull('city'),
    province: orNull('province'),
    zip: orNull('zip'),
  };
}

function bodyOf(action: ActionName, form: FormData): OrderActionBody {
  const reason = given(form, 'reason');
  if (action === 'add-note') return { action, note: given(form, 'note') };
  if (action !== 'correct-address') return { action, ...(reason && { reason }) };
  const location = readLocation(given(form, 'location'));
  return { action, ...(reason && { reason }), address: addressIn(form), ...(location && { location }) };
}

/** An address is a field of the request and has fields of its own. */
const wrongIn = (error: ApiError | undefined, field: string): string | undefined =>
  error?.about(field) ?? error?.about(`address.${field}`);

/** Asks for the details of an action: a reason, a note, an address. */
export function ActionDialog({ action, order, isBusy, error, onRun, onClose }: ActionDialogProps) {
  const name = named('action', action);
  const isGrave = action === 'cancel' || action === 'cancel-delivery';
  return (
    <Dialog title={t('order.dialog', { what: name, number: order.number })} onClose={onClose}>
      <form
        ref={useWrongFocus(error)}
        class="stack wide"
        onSubmit={(event) => {
          event.preventDefault();
          onRun(bodyOf(action, new FormData(event.currentTarget)));
        }}
      >
        {action === 'mark-paid' && (
          <p>{t('order.markPaidNote', { due: money(order.payment.due, order.currency) })}</p>
        )}
        {action === 'correct-address' && <AddressFields order={order} error={error} />}
        {action === 'add-note' ? (
          <TextArea
            label={t('field.note')}
            name="note"
            maxLength={4000}
            required
            autofocus
            wrong={wrongIn(error, 'note')}
          />
        ) : (
          <ReasonField
            isNeeded={isGrave}
            autofocus={action !== 'correct-address'}
            wrong={wrongIn(error, 'reason')}
          />
        )}
        <Problematic error={error} />
        <DialogFoot label={name} isGrave={isGrave} isBusy={isBusy} onBack={onClose} />
      </form>
    </Dialog>
  );
}

function AddressFields({ order, error }: { order: OrderShown; error: ApiError | undefined }) {
  const { address, customer } = order;
  // The address from the call need not be typed again, and is kept when something else is corrected.
  const { address1, address2 } = streetNow(order);
  return (
    <>
      <TextField
        label={t('field.address1')}
        name="address1"
        defaultValue={address1}
        maxLength={500}
        required
        autofocus
        wrong={wrongIn(error, 'address1')}
      />
      <TextField
        label={t('field.address2')}
        name="address2"
        defaultValue={address2}
        maxLength={500}
        wrong={wrongIn(error, 'address2')}
      />
      <div class="halves">
        <TextField
          label={t('field.city')}
          name="city"
          defaultValue={address?.city ?? customer.city ?? ''}
          maxLength={200}
          wrong={wrongIn(error, 'city')}
        />
        <TextField
          label={t('field.province')}
          name="province"
          defaultValue={address?.province ?? ''}
          maxLength={200}
          wrong={wrongIn(error, 'province')}
        />
        <TextField
          label={t('field.zip')}
          name="zip"
          defaultValue={address?.zip ?? ''}
          maxLength={20}
          wrong={wrongIn(error, 'zip')}
        />
      </div>
      <LocationField name="location" wrong={error?.about('location')} />
    </>
  );
}
