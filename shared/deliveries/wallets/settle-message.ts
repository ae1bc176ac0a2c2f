import * as z from 'zod';
import { scoped } from '../../adapters/queues/carries.ts';
import type { Wallet } from './account.ts';

const AnyWallet: z.ZodType<Wallet> = z.union([
  z.literal('wallet:business'),
  z.templateLiteral(['wallet:user:', z.string()]),
]);

/** Money came into a wallet: book the orders that waited for it. */
export const SettleMessage = z.object({
  kind: z.literal('settle'),
  ...scoped,
  account: AnyWallet,
  /** ISO 4217. */
  currency: z.string(),
});

export type SettleMessage = z.output<typeof SettleMessage>;
