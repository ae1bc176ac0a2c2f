import { useState } from 'preact/hooks';
import type { ApiError } from '../../../base/api.ts';
import { call } from '../../../base/api.ts';
import { useChange } from '../../../base/change.ts';
import { mayAs } from '../../../base/session.ts';
import type { ActionName, OrderActed, OrderActionBody, OrderShown } from '../../../base/views.ts';
import { named, t } from '../../../base/words.ts';
import { Button } from '../../../ui/controls/button.tsx';
import { Problematic } from '../../../ui/display/states.tsx';
import { showToast } from '../../../ui/overlays/toasts.tsx';
import { ActionDialog } from './action-dialog.tsx';
import { ConflictDialog } from './conflict-dialog.tsx';

interface OrderActionsProps {
  order: OrderShown;
  /** @param now the order after the action here, unless somebody else changed it */
  onChanged: (now?: OrderActed) => void;
}

/** Actions that ask for more before they are done. */
const asking: readonly ActionName[] = [
  'cancel',
  'reopen',
  'correct-address',
  'cancel-delivery',
  'add-note',
  'mark-paid',
];

const isConflict = (error: ApiError | undefined): boolean =>
  error?.status === 409 && Array.isArray(error.details.changes);

/** The nine actions, always there; those that do not apply say why. */
export function OrderActions({ order, onChanged }: OrderActionsProps) {
  // A dialog keeps the order as it was when it opened, even if the page behind it changes.
  const [open, setOpen] = useState<{ action: ActionName; version: number }>();
  const [asked, setAsked] = useState<OrderActionBody>();
  const act = useChange((idempotencyKey, body: OrderActionBody) =>
    call('POST /platform/v1/orders/{id}/actions', { params: { id: order.id }, body, idempotencyKey }),
  );

  const run = async (body: OrderActionBody) => {
    const whole = { version: open?.version ?? order.version, ...body };
    setAsked(whole);
    const done = await act.run(whole);
    if (done === undefined) return;
    setOpen(undefined);
    showToast(t('order.done', { what: named('action', body.action) }));
    onChanged(done);
  };
  const close = () => {
    setOpen(undefined);
    act.clear();
  };

  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: a toolbar would take the arrow keys from its buttons */}
      <div class="row actions" role="group" aria-label={t('order.actions')}>
        {order.actions.map(({ name, allowed, reason, message }) => (
          <Button
            key={name}
            {...(name === 'confirm' && { kind: 'primary' as const })}
            {...((name === 'cancel' || name === 'cancel-delivery') && { kind: 'danger' as const })}
            isBusy={act.isBusy && asked?.action === name}
            unavailable={whyNot(allowed, reason, message)}
            onClick={() => {
              act.clear();
              if (asking.includes(name)) setOpen({ action: name, version: order.version });
              else void run({ action: name });
            }}
          >
            {named('action', name)}
          </Button>
        ))}
      </div>
      {open === undefined && !isConflict(act.error) && <Problematic error={act.error} />}
      {open && !isConflict(act.error) && (
        <ActionDialog
          action={open.action}
          order={order}
          isBusy={act.isBusy}
          error={act.error}
          onRun={run}
          onClose={close}
        />
      )}
      {isConflict(act.error) && asked && act.error && (
        <ConflictDialog
          action={asked.action}
          error={act.error}
          isBusy={act.isBusy}
          onAgain={(version) => void run({ ...asked, version })}
          onClose={() => {
            close();
            onChanged();
          }}
        />
      )}
    </>
  );
}

function whyNot(
  allowed: boolean,
  reason: string | undefined,
  message: string | undefined,
): string | undefined {
  if (!mayAs('operator')) return t('problem.forbidden');
  if (allowed) return undefined;
  return reason ? named('obstacle', reason) : (message ?? t('problem.title'));
}
