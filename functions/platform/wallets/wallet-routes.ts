import * as z from 'zod';
import { moneyAmount } from '../../../shared/base/input/coerce.ts';
import { walletTypes } from '../../../shared/deliveries/wallets/account.ts';
import { entryKinds } from '../../../shared/deliveries/wallets/entry.ts';
import { declare } from '../../../shared/http/declaration.ts';
import { Cursor, pageLimit } from '../../../shared/http/list-page.ts';

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
    amount: moneyAmount(z.number().positive().describe("Major units of the tenant's currency")),
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

const Amount = z.number().describe('Major units');

export const listWalletsRoute = declare({
  name: 'list-wallets',
  dialect: 'platform',
  method: 'GET',
  path: '/platform/v1/wallets',
  summary: "Balances: the business wallet, users' wallets, the debt of deliveries on credit, calls left",
  description: "Users' wallets come page by page, those of the newest users first.",
  audience: 'key',
  stack: 'console',
  table: 'read',
  partitions: ['TENANT#', 'USERS#', 'BALANCE#'],
  query: z.object({ limit: pageLimit, cursor: Cursor.optional() }),
  answers: {
    200: {
      description: 'The balances',
      schema: z.object({
        currency: z.string(),
        wallets: z
          .array(
            z.object({
              type: walletType,
              userId: z.string().nullable().describe("null for the business's own"),
              name: z.string().nullable().describe("The user's"),
              balance: Amount,
            }),
          )
          .describe('On the first page, the first one is the business wallet'),
        credit: z.object({
          enabled: z.boolean().describe('Whether deliveries may be booked on credit'),
          limit: Amount,
          owed: Amount,
        }),
        callsLeft: z.int().nullable().describe('Live calls; null when they are not limited'),
        messagesLeft: z.int().nullable().describe('The same of messages'),
        nextCursor: z.string().nullable().describe('null on the last page'),
      }),
    },
  },
});

export const listWalletEntriesRoute = declare({
  name: 'list-wallet-entries',
  dialect: 'platform',
  method: 'GET',
  path: '/platform/v1/wallets/{type}/entries',
  summary: 'The statement of a wallet or of the debt, newest first, with the balance after each entry',
  description:
    'A wallet that others move more often may leave a page short: it has a cursor when there is more.',
  audience: 'key',
  stack: 'console',
  table: 'read',
  partitions: ['LEDGER#', 'BALANCE#'],
  params: z.object({ type: z.enum([...walletTypes, 'postpaid']) }),
  query: z.object({
    userId: z.string().min(1).max(100).optional().describe("Whose wallet, when it is a user's: usr_…"),
    limit: pageLimit,
    cursor: Cursor.optional(),
  }),
  answers: {
    200: {
      description: 'A page',
      schema: z.object({
        currency: z.string(),
        entries: z.array(
          z.object({
            id: z.string().describe('txn_…'),
            kind: z.enum(entryKinds),
            deliveryId: z.string().nullable(),
            amount: Amount.describe('Major units; negative for a withdrawal'),
            balance: Amount.describe('The balance after it, in major units; the debt, of postpaid'),
            at: z.iso.datetime(),
          }),
        ),
        nextCursor: z.string().nullable().describe('null on the last page'),
      }),
    },
  },
});

export const walletRoutes = [creditWalletRoute, listWalletsRoute, listWalletEntriesRoute];
