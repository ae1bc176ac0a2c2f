import * as z from 'zod';
import { moneyAmount } from '../../../shared/base/input/coerce.ts';
import { visibleLine } from '../../../shared/base/input/texts.ts';
import { courierSteps, returnReasons } from '../../../shared/events/delivery-words.ts';
import { coordinates } from '../../../shared/geo/coordinates.ts';
import { declare } from '../../../shared/http/declaration.ts';
import { returnReasonNames, stepNames } from '../../../shared/http/dialects/delivery-words.ts';
import { OptionalTime } from '../../../shared/http/requests/date-or-time.ts';

const Text = visibleLine(1000);

/** A word of the domain by its name on the wire. */
const named = <Word extends string, Name extends string>(
  words: readonly Word[],
  nameOf: (word: Word) => Name,
) => {
  const byName = new Map(words.map((word) => [nameOf(word), word]));
  return z.enum([...byName.keys()]).transform((name) => byName.get(name) as Word);
};

export const reportDeliveryEventRoute = declare({
  name: 'report-delivery-event',
  dialect: 'platform',
  method: 'POST',
  path: '/platform/v1/deliveries/{orderID}/events',
  summary: "Reports a courier's step",
  description:
    'Each step updates the delivery, its order and its tracking page. Pickup, drop and return need their one-time passwords, or a reason for going without.',
  audience: 'key',
  actsFor: 'courier',
  role: 'operator',
  table: 'write',
  params: z.object({ orderID: z.string().max(100).describe('IN…') }),
  body: z.strictObject({
    event: named(courierSteps, (step) => stepNames[step]),
    agent: z.strictObject({ name: Text, phone: z.string().trim().max(40) }).optional(),
    otp: z.string().max(20).optional(),
    otpOverrideReason: Text.optional().describe(
      'Completes the step without a one-time password, for this reason',
    ),
    coordinates: z.strictObject(coordinates).optional(),
    cashCollected: moneyAmount(z.number().min(0).max(1e9)).optional().describe('Major units'),
    cashDifferenceReason: Text.optional().describe(
      'Required when the cash differs from the expected amount by more than the smallest coin',
    ),
    reasonCode: named(returnReasons, (reason) => returnReasonNames[reason].code).optional(),
    reason: Text.optional(),
    comments: Text.optional(),
    warehouse: z.strictObject({ name: Text, address: Text.optional() }).optional(),
    scheduledAt: OptionalTime.describe("ISO 8601, on the tenant's clock without an offset"),
  }),
  bodyExample: { event: 'AGENT_ACCEPTED_ORDER', agent: { name: 'John Doe', phone: '12345678990' } },
  answers: {
    200: {
      description: 'The updated delivery',
      schema: z.object({ orderID: z.string(), status: z.string(), allowed: z.array(z.string()) }),
    },
  },
});

export const courierRoutes = [reportDeliveryEventRoute];
