import * as z from 'zod';
import { inMoney } from '../../shared/base/fit.ts';
import { walletTypes } from '../../shared/deliveries/wallets/account.ts';
import { declare } from '../../shared/http/declaration.ts';

const mode = z.enum(['live', 'test']);
const walletType = z.enum(walletTypes);

export const creditWalletRoute = declare({
  name: 'credit-wallet',
  dialect: 'platform',
  method: 'POST',
  path: '/platform/v1/wallets/credits',
  summary: 'Adds money to a wallet and books the deliveries that were waiting for it',
  description: 'Deliveries the balance can pay for are booked, oldest first.',
  audience: 'admin-or-key',
  table: 'write',
  body: z.strictObject({
    walletType,
    userID: z
      .string()
      .max(100)
      .nullish()
      .describe("The owner of a user's wallet; by default the business admin"),
    amount: inMoney(z.number().positive().describe("Major units of the tenant's currency")),
    tenantId: z.string().max(100).optional().describe('For admins'),
    mode: mode.optional().describe('For admins'),
  }),
  bodyExample: { walletType: 'business', amount: 5000, tenantId: 'tnt_…', mode: 'live' },
  answers: {
    201: {
      description: 'The money was added',
      schema: z.object({
        id: z.string(),
        tenantId: z.string(),
        mode,
        walletType,
        userID: z.string().nullable(),
        amount: z.number(),
        currency: z.string(),
        createdAt: z.iso.datetime(),
      }),
    },
  },
});

export const walletRoutes = [creditWalletRoute];
