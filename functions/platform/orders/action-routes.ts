import * as z from 'zod';
import { orderActions } from '../../../shared/actions/order-actions.ts';
import { freeText } from '../../../shared/base/input/coerce.ts';
import { visibleLine, visibleLines } from '../../../shared/base/input/texts.ts';
import { callTypes } from '../../../shared/events/order-words.ts';
import { declare } from '../../../shared/http/declaration.ts';
import { addressFields } from '../fields/address.ts';
import { LocationBody } from '../fields/location.ts';
import { OrderIdPath } from './order-id-path.ts';
import { OrderView } from './order-views.ts';

const ActionBody = z
  .strictObject({
    action: z.enum(orderActions),
    version: z
      .int()
      .min(1)
      .optional()
      .describe(
        'Of the order as it was shown: if it has changed since, the answer is 409 with the changes, and nothing is done',
      ),
    reason: freeText(visibleLine(500)).optional().describe('The reason, shown on the timeline'),
    note: freeText(visibleLines(4000)).optional().describe('Of add-note'),
    callType: z.enum(callTypes).optional().describe('Of call-again; confirmation when not given'),
    address: z
      .strictObject({ ...addressFields, address1: addressFields.address1.optional() })
      .optional()
      .describe('Of correct-address: omitted fields stay as they are, null removes'),
    location: LocationBody.optional().describe('Of correct-address: where that is'),
    deliveryId: z
      .string()
      .max(100)
      .optional()
      .describe('Of cancel-delivery; the order’s open delivery by default'),
  })
  .superRefine(({ action, note, address, location }, context) => {
    const missing = (field: string) =>
      context.addIssue({ code: 'custom', path: [field], params: { rule: 'required' }, message: '' });
    if (action === 'add-note' && note === undefined) missing('note');
    if (action === 'correct-address' && address === undefined && location === undefined) missing('address');
  });

export const actOnOrderRoute = declare({
  name: 'act-on-order',
  dialect: 'platform',
  method: 'POST',
  path: '/platform/v1/orders/{id}/actions',
  summary: 'Carries out an action on an order: confirms, cancels, reopens, calls, corrects, books, notes',
  description:
    'The order’s `actions` say what is possible; anything else is answered with 409 and its reason. `confirm` and `cancel` end a running round of calls. `reopen` makes a cancelled order pending: what its customer answered before is void, so that it can be confirmed, called about and booked. With `version`, an order that has changed since is answered with 409, and `details.changes` has the changes.',
  audience: 'key',
  role: 'operator',
  stack: 'console',
  table: 'write',
  asksPlaces: true,
  params: OrderIdPath,
  body: ActionBody,
  bodyExample: { action: 'cancel', version: 7, reason: 'The customer wrote that it is not wanted any more' },
  answers: {
    200: {
      description: 'Done: the order as it is now',
      schema: OrderView.extend({
        callId: z.string().nullable().describe('The call that call-again queued'),
        deliveryId: z.string().nullable().describe('The delivery that was booked or cancelled'),
      }),
    },
  },
  refuses: [
    'conflict',
    'action_not_possible',
    'delivery_refused',
    'phone_opted_out',
    'invalid_phone',
    'credit_exhausted',
    'voice_agent_missing',
  ],
});

export const orderActionRoutes = [actOnOrderRoute];
